import Fitting
import Kernels
import Rasters

/// The three trainings of ``Nagar2024``.
struct Nagar2024Fit {
  private let epochs: [Int]
  private let batches: [Int]
  private let rate: Double
  private let l1: Double
  private let context: FitContext

  init(_ parameters: Parameters, _ context: FitContext) throws {
    epochs = parameters.integers("epochs")
    batches = parameters.integers("batches")
    rate = parameters.number("rate")
    l1 = parameters.number("l1")
    self.context = context
    for (name, list) in [("epochs", epochs), ("batches", batches)] where list.count != 3 {
      throw Failure.usage(
        "'\(name)' of nagar2024 must hold three numbers, one for each network, not \(list.count)")
    }
  }

  func fit(_ samples: PlanarMatrix) throws -> Fit<any Encoder> {
    try samples.checkFeatures()
    let d = samples.features
    let range = FeatureRange(samples)
    let bands = range.scale(samples)
    let first = try train(0, Nagar2024Shape.first(d), on: bands)
    let pair = first.network.encode(bands, workers: context.workers).stacked(on: bands)
    let second = try train(1, Nagar2024Shape.second(d), on: pair)
    let features = second.network.first(Nagar2024Shape.featureLayers)
    let triple = features.encode(pair, workers: context.workers).stacked(on: pair)
    let third = try train(2, Nagar2024Shape.third(d), on: triple)
    let step = Nagar2024(
      range: range, first: first.network, second: second.network, third: third.network)
    var notes = FitNotes()
    for (name, trained) in zip(["first ", "second ", "third "], [first, second, third]) {
      notes.append(trained.notes(name))
    }
    notes.describe(step, on: samples)
    return Fit(step, notes: notes)
  }

  private func train(
    _ stage: Int, _ widths: [Int], on samples: PlanarMatrix
  ) throws -> TrainedNetwork {
    var options = TrainingOptions()
    options.stage = "network \(stage + 1) of 3"
    options.epochs = epochs[stage]
    options.batch = batches[stage]
    options.rate = rate
    options.penalties = widths.dropFirst().map { _ in l1 }
    options.validation = 0
    options.seed = TrainingOptions.seed(context.seed, number: stage)
    let network = DenseNetwork.initial(
      widths: widths, activations: Nagar2024Shape.activations(widths), seed: options.seed)
    return try Trainer(options).train(network, on: samples, context: context)
  }
}

extension PlanarMatrix {
  /// These features, then those of `other`, which has as many samples.
  fileprivate func stacked(on other: PlanarMatrix) -> PlanarMatrix {
    var both = PlanarMatrix(features: features + other.features, count: count)
    let size = features * stride
    let rest = other.features * other.stride
    both.withUnsafeMutablePointer { target in
      withUnsafePointer { target.update(from: $0, count: size) }
      other.withUnsafePointer { (target + size).update(from: $0, count: rest) }
    }
    return both
  }
}
