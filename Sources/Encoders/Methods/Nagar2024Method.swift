import Fitting
import Kernels
import Rasters
import Tensors

/// `nagar2024`: the published stack, trained as published.
extension Nagar2024 {
  static let method = EncoderMethod(
    name: "nagar2024",
    summary: "two codes of the three stacked autoencoders of Nagar et al. 2024",
    source: "Nagar, Farahbakhsh, Awange and Chandra 2024, doi 10.1016/j.asr.2024.09.013",
    parameters: [
      Parameter(
        "epochs", .integers(1...100_000), default: .integers([10, 5, 5]),
        "passes over the sample of each of the three networks"),
      Parameter(
        "batches", .integers(1...65_536), default: .integers([64, 32, 16]),
        "samples of one step of each of the three networks"),
      Parameter("rate", .number(1e-6...1), default: .number(1e-3), "Adam's step size"),
      Parameter(
        "l1", .number(0...1), default: .number(1e-4),
        "weight of the mean sum of absolute activations of every layer"),
    ],
    fit: { samples, parameters, context in
      try Nagar2024Fit(parameters, context).fit(samples.values)
    },
    restore: { tensors, _ in try restore(tensors) })

  private static func restore(_ tensors: [String: Tensor]) throws -> Nagar2024 {
    let bands = try tensors.tensor("minimum", shape: [-1]).floats.count
    func network(_ name: String, _ widths: [Int]) throws -> DenseNetwork {
      let network = try DenseNetwork(
        tensors: tensors.under(name + "."), activations: Nagar2024Shape.activations(widths))
      guard network.widths == widths else {
        throw Failure("the model's \(name) network has layers \(network.widths), not \(widths)")
      }
      return network
    }
    return Nagar2024(
      range: try FeatureRange(tensors: tensors, features: bands),
      first: try network("first", Nagar2024Shape.first(bands)),
      second: try network("second", Nagar2024Shape.second(bands)),
      third: try network("third", Nagar2024Shape.third(bands)))
  }
}
