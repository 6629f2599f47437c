import Kernels
import Rasters
import Testing

@testable import Encoders
@testable import Fitting

struct AutoencoderTests {
  static let samples = Samples(values: curvedMatrix(7, 2000))
  static let names = ["autoencoder", "stacked-autoencoder", "nagar2024"]

  static func quick(_ name: String) -> [String: ParameterValue] {
    name == "nagar2024"
      ? ["epochs": .integers([2, 1, 1])]
      : ["epochs": .integer(5), "batch": .integer(32), "hidden": .integers([12, 6])]
  }

  static func fit(
    _ name: String, _ samples: Samples = samples, _ given: [String: ParameterValue] = [:],
    workers: Int = 1
  ) throws -> (encoder: any ReconstructingEncoder, notes: FitNotes, restored: any Encoder) {
    let method = try #require(EncoderMethod.named(name))
    let parameters = Parameters(
      method.parameters, given: quick(name).merging(given) { _, new in new })
    let fit = try method.fit(
      samples, parameters, FitContext(seed: 4, workers: Workers(workers)))
    let encoder = try #require(fit.step as? any ReconstructingEncoder)
    return (encoder, fit.notes, try method.restore(encoder.tensors, parameters))
  }

  @Test(arguments: names)
  func codesSurviveTensorsAndWorkers(name: String) throws {
    let (encoder, notes, restored) = try Self.fit(name)
    let codes = encoder.encode(Self.samples.values)
    #expect(codes.features == encoder.outputs && codes.count == 2000)
    #expect(codes.values.allSatisfy { $0.isFinite })
    #expect(restored.encode(Self.samples.values, workers: Workers(2)).values == codes.values)
    #expect(try Self.fit(name, workers: 2).encoder.tensors == encoder.tensors)
    let mse = try #require(notes.facts["reconstruction-mse"])
    #expect(mse > 0 && mse < 0.2)
    #expect(notes.curves.allSatisfy { !$0.values.isEmpty })
  }

  @Test(arguments: names)
  func theStandardSettingsAreSound(name: String) throws {
    let method = try #require(EncoderMethod.named(name))
    for parameter in method.parameters {
      #expect(parameter.problem(with: parameter.standard) == nil, "\(parameter.name)")
    }
  }

  @Test(
    arguments: names,
    [
      PlanarMatrix(rows: [[1, 2, 3, 4, 5, 4, 3]]),  // one band
      PlanarMatrix(rows: [[1, 2, 3, 4, 5], [7, 7, 7, 7, 7]]),  // a constant one
      PlanarMatrix(rows: [[2, 2, 2], [7, 7, 7]]),  // nothing but constants
      PlanarMatrix(rows: [[1], [2], [3]]),  // a single sample
      PlanarMatrix(rows: [[1, 2], [2, 1], [3, 3]]),  // fewer than a batch
    ])
  func degenerateSamplesWork(name: String, values: PlanarMatrix) throws {
    let (encoder, _, _) = try Self.fit(name, Samples(values: values))
    #expect(encoder.encode(values).values.allSatisfy { $0.isFinite })
  }

  @Test(arguments: names)
  func whatCannotBeTrainedIsOneLine(name: String) {
    var broken = Self.samples
    broken.values[2, 5] = .nan
    let none = Samples(values: PlanarMatrix(features: 3, count: 0))
    let bare = Samples(values: PlanarMatrix(features: 0, count: 0))
    for samples in [broken, none, bare] {
      #expect {
        try Self.fit(name, samples)
      } throws: {
        $0 is Failure && !"\($0)".contains("\n")
      }
    }
  }

  @Test func anOutlierIsRebuiltWorse() throws {
    let (encoder, _, _) = try Self.fit(
      "autoencoder", given: ["epochs": .integer(20), "code": .integer(2)])
    var probe = curvedMatrix(7, 16, seed: 8)
    for feature in 0..<7 { probe[feature, 5] = feature.isMultiple(of: 2) ? 3 : -2 }
    var errors = [Float](repeating: 0, count: 16)
    probe.withUnsafePointer {
      encoder.reconstructionError(
        $0, stride: probe.stride, count: 16, into: &errors, scratch: Scratch())
    }
    let ordinary = errors.enumerated().filter { $0.offset != 5 }.map(\.element).max() ?? 0
    #expect(errors[5] > 20 * ordinary)
  }

  /// The more it weighs, the less codes move with their pixels; the encoder's
  /// Jacobian is never more than the product of those of its layers.
  @Test(arguments: ["autoencoder", "stacked-autoencoder"])
  func contractionMakesCodesSteady(_ name: String) throws {
    let scatters = try [0, 0.01, 1].map { (weight: Double) in
      let (encoder, _, _) = try Self.fit(
        name, given: ["contractive": .number(weight), "epochs": .integer(10)])
      let probe = curvedMatrix(7, 256, seed: 8)
      var moved = probe
      for index in 0..<256 { moved[index % 7, index] += 0.05 }
      let (before, after) = (encoder.encode(probe), encoder.encode(moved))
      return zip(before.values, after.values).reduce(0.0) { $0 + Double(abs($1.0 - $1.1)) }
    }
    #expect(scatters == scatters.sorted(by: >), "\(scatters)")
    #expect(scatters[2] < 0.5 * scatters[0])
  }

  @Test func aCodeWiderThanTheBandsWorks() throws {
    let (encoder, _, _) = try Self.fit(
      "stacked-autoencoder", given: ["code": .integer(9), "hidden": .integers([])])
    #expect(encoder.outputs == 9)
  }

  @Test(arguments: Planar.Activation.allCases)
  func stacksOfEveryActivationLearn(activation: Planar.Activation) throws {
    let (_, notes, _) = try Self.fit(
      "stacked-autoencoder",
      given: [
        "activation": .text(activation.rawValue), "epochs": .integer(15), "rate": .number(0.005),
      ])
    let mse = try #require(notes.facts["reconstruction-mse"])
    #expect(mse < 0.02, "\(activation)")
    #expect(notes.curves.map(\.name).contains("layer 1 of 3 loss"))
    #expect(notes.curves.map(\.name).contains("fine-tuning validation loss"))
  }

  private static func fit(
    _ name: String, given: [String: ParameterValue]
  ) throws -> (encoder: any ReconstructingEncoder, notes: FitNotes, restored: any Encoder) {
    try fit(name, samples, given)
  }

  /// Parameter counts of the published networks, for 7, 9 and 10 bands.
  @Test(arguments: [(7, 177, 446, 1071), (9, 203, 530, 1195), (10, 216, 572, 1257)])
  func publishedShapes(bands: Int, first: Int, second: Int, third: Int) {
    func count(_ widths: [Int]) -> Int {
      DenseNetwork(widths: widths, activations: Nagar2024Shape.activations(widths))
        .parameters.count
    }
    #expect(count(Nagar2024Shape.first(bands)) == first)
    #expect(count(Nagar2024Shape.second(bands)) == second)
    #expect(count(Nagar2024Shape.third(bands)) == third)
  }

  @Test func nagarTakesThreeEpochs() {
    #expect {
      try Self.fit("nagar2024", given: ["epochs": .integers([10, 5])])
    } throws: {
      "\($0)" == "'epochs' of nagar2024 must hold three numbers, one for each network, not 2"
    }
  }

  @Test func nagarRangeIsScaledToOne() throws {
    let range = FeatureRange(PlanarMatrix(rows: [[-3, 1, 5], [2, 2, 2]]))
    let scaled = range.scale(PlanarMatrix(rows: [[-3, 1, 5], [2, 2, 3]]))
    #expect(scaled.sample(0) == [0, 0] && scaled.sample(1) == [0.5, 0])
    #expect(scaled.sample(2) == [1, 0])
    #expect(try FeatureRange(tensors: range.tensors, features: 2) == range)
  }
}
