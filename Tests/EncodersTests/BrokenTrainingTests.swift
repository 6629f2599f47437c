import Foundation
import Kernels
import Rasters
import TestSupport
import Testing

@testable import Encoders
@testable import Fitting

/// Trainings that are broken off and gone on with come to the same bits.
struct BrokenTrainingTests {
  private static let samples = curvedMatrix(6, 4001)

  private static func options(_ change: (inout TrainingOptions) -> Void = { _ in })
    -> TrainingOptions
  { NetworkTrainerTests.options(change) }

  @Test(arguments: [
    options(), options { $0.batch = 2000 },
    options { ($0.noise, $0.validation) = (0.1, 0) },
    options { ($0.weightDecay, $0.penalties, $0.contractions) = (0.01, [1e-3, 1e-3], [1e-3]) },
    options { ($0.rate, $0.epochs, $0.patience) = (0.05, 60, 4) },
  ])
  func sameBits(_ options: TrainingOptions) throws {
    let train = { (context: FitContext) in
      try Trainer(options).train(
        NetworkTrainerTests.network(), on: Self.samples, context: context)
    }
    let straight = try train(FitContext())
    for patience in [1, 4] {
      let broken = BrokenOffFit(every: patience)
      let result = try broken.run(FitContext(workers: Workers(2)), train)
      #expect(result == straight)
      #expect(broken.attempts > 1 && broken.continued == broken.attempts - 1)
    }
  }

  /// A rate that overflows at first and holds once it is halved.
  @Test func halvedRatesTooAreKept() throws {
    var options = Self.options { ($0.validation, $0.epochs) = (0, 4) }
    let network = DenseNetwork.initial(
      widths: [6, 3, 6], activations: [.linear, .linear], seed: 1)
    var halved: TrainedNetwork?
    for exponent in 0..<24 where halved == nil {
      options.rate = 1e8 * pow(4, Double(exponent))
      let trained = try? Trainer(options).train(network, on: Self.samples, context: FitContext())
      if let trained, trained.halvings > 0 { halved = trained }
    }
    let expected = try #require(halved)
    let result = try BrokenOffFit(every: 3).run(FitContext()) {
      try Trainer(options).train(network, on: Self.samples, context: $0)
    }
    #expect(result == expected)
  }

  @Test(arguments: ["autoencoder", "stacked-autoencoder", "nagar2024"])
  func encodersOfSeveralNetworks(_ name: String) throws {
    let samples = Samples(values: curvedMatrix(5, 701))
    let given: [String: ParameterValue] =
      name == "nagar2024"
      ? ["epochs": .integers([3, 2, 2])] : ["epochs": .integer(4), "batch": .integer(64)]
    let fit = { (context: FitContext) in
      try Fits.encoder(name, samples, given, context: context)
    }
    let straight = try fit(FitContext(seed: 3))
    let broken = BrokenOffFit(every: 2)
    let result = try broken.run(FitContext(seed: 3), fit)
    #expect(result.step.tensors == straight.step.tensors)
    #expect(result.notes == straight.notes)
    #expect(broken.attempts > 1)
  }

  @Test func factsSurviveAsTextToTheBit() throws {
    var random = RandomSequence(seed: 4)
    var facts = TrainingState.Facts(rate: 1e-3 / 3)
    facts.losses = (0..<2000).map { _ in
      Double(bitPattern: UInt64(random.uniform() * 0x7fe0_0000_0000_0000))
    }
    facts.losses += [
      0.1, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e22, 123_456_789_012_345_664,
    ]
    facts.total = 0.1 + 0.2
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let again = try decoder.decode(TrainingState.Facts.self, from: encoder.encode(facts))
    #expect(again == facts)
  }

  private static func subject(_ weights: Int) -> TrainingSubject {
    TrainingSubject(
      name: "x", settings: "", samples: FloatBuffer(4), sampleLength: 4, weights: weights,
      epochs: 5, batches: 7)
  }

  private static func state(_ change: (inout TrainingState) -> Void = { _ in }) -> TrainingState {
    var facts = TrainingState.Facts(rate: 0.1)
    (facts.losses, facts.batches, facts.adamSteps) = ([1, 0.5], 3, 17)
    var state = TrainingState(facts: facts, vectors: [:])
    for vector in [TrainingState.Vector.weights, .first, .second, .start] {
      state.vectors[vector] = FloatBuffer(9)
    }
    change(&state)
    return state
  }

  @Test func statesThatCannotBeAreNotTaken() {
    #expect(Self.subject(9).allows(Self.state()))
    #expect(!Self.subject(8).allows(Self.state()))
    let wrong: [(inout TrainingState) -> Void] = [
      { $0.vectors[.weights] = nil }, { $0.vectors[.first] = nil }, { $0.vectors[.start] = nil },
      { $0.vectors[.second] = FloatBuffer(10) }, { $0.vectors[.best] = FloatBuffer(9) },
      { $0.facts.losses = [1, 1, 1, 1, 1] }, { $0.facts.losses = [1, 1, 1, 1, 1, 1] },
      { $0.facts.heldOutLosses = [1] }, { $0.facts.bestEpoch = 2 }, { $0.facts.bestEpoch = 1 },
      { $0.facts.bestEpoch = -2 }, { $0.facts.batches = 8 }, { $0.facts.batches = -1 },
      { $0.facts.rate = .nan }, { $0.facts.rate = 0 }, { $0.facts.halvings = 4 },
      { $0.facts.halvings = -1 }, { $0.facts.steps = .max }, { $0.facts.adamSteps = .max },
      { $0.facts.adamSteps = -1 }, { ($0.facts.isFinished, $0.facts.losses) = (true, []) },
    ]
    for (index, change) in wrong.enumerated() {
      #expect(!Self.subject(9).allows(Self.state(change)), "\(index)")
    }
  }
}
