import Kernels
import Rasters
import Synchronization
import Testing

@testable import Encoders
@testable import Fitting

struct NetworkTrainerTests {
  static let samples = curvedMatrix(6, 3001)

  static func network(_ seed: UInt64 = 1) -> DenseNetwork {
    .initial(
      widths: [6, 16, 2, 16, 6], activations: [.selu, .linear, .selu, .linear], seed: seed)
  }

  static func options(_ change: (inout TrainingOptions) -> Void = { _ in }) -> TrainingOptions {
    var options = TrainingOptions()
    (options.epochs, options.batch, options.patience) = (8, 96, 0)
    change(&options)
    return options
  }

  @Test func lowersTheLoss() throws {
    let trained = try Trainer(Self.options()).train(
      Self.network(), on: Self.samples, context: FitContext())
    #expect(trained.losses.count == 8 && trained.validationLosses.count == 8)
    #expect(trained.losses[7] < 0.1 * trained.losses[0])
    #expect(trained.validationLosses[7] < 0.02)
  }

  @Test(arguments: [
    options(), options { $0.batch = 1000 }, options { $0.noise = 0.1 },
    options { ($0.weightDecay, $0.penalties) = (0.01, [1e-3, 1e-3]) },
  ])
  func sameSeedSameBytes(options: TrainingOptions) throws {
    let results = try [1, 2, 3].map { workers in
      try Trainer(options).train(
        Self.network(), on: Self.samples, context: FitContext(workers: Workers(workers)))
    }
    #expect(results[0] == results[1] && results[0] == results[2])
    var other = options
    other.seed = 9
    let different = try Trainer(other).train(
      Self.network(), on: Self.samples, context: FitContext())
    #expect(different.network != results[0].network)
  }

  @Test func earlyStoppingTakesTheBest() throws {
    // A rate so high that losses jump about.
    let options = Self.options { ($0.rate, $0.epochs, $0.patience) = (0.05, 60, 4) }
    let trained = try Trainer(options).train(
      Self.network(), on: Self.samples, context: FitContext())
    let best = try #require(trained.validationLosses.min())
    #expect(trained.validationLosses[trained.bestEpoch] == best)
    #expect(trained.losses.count == min(60, trained.bestEpoch + 5))
    let held = TrainingSplit(count: Self.samples.count, options).heldOut.map { Int($0) }
    let rows = held.map { Self.samples.sample($0).map(Double.init) }
    let loss = Reference.loss(
      trained.network, trained.network.parameters.map(Double.init), rows, [])
    #expect(isClose(loss / best, 1, 1e-4))
  }

  @Test func splitKeepsEverySampleOnce() {
    var split = TrainingSplit(count: 1003, Self.options { $0.validation = 0.25 })
    split.shuffle(epoch: 3)
    #expect(split.heldOut.count == 250)
    #expect((split.heldOut + split.training).sorted() == (0..<1003).map { Int32($0) })
    #expect(split.training != split.training.sorted())
    #expect(TrainingSplit(count: 1, Self.options()).heldOut.isEmpty)
  }

  @Test func divergenceHalvesTheRateAndThenGivesUp() {
    var samples = normalMatrix(4, 200)
    samples.withUnsafeMutablePointer { for index in 0..<400 { $0[index] *= 1e25 } }
    let network = DenseNetwork.initial(
      widths: [4, 4, 4], activations: [.linear, .linear], seed: 1)
    #expect {
      try Trainer(Self.options()).train(network, on: samples, context: FitContext())
    } throws: { error in
      let text = "\(error)"
      return text.contains("not a number even at a rate of 0.000125") && !text.contains("\n")
    }
  }

  @Test(arguments: [Float.nan, .infinity])
  func refusesSamplesThatAreNotFinite(value: Float) {
    var samples = Self.samples
    samples[3, 17] = value
    #expect(throws: Failure("the samples to train on hold values that are not finite")) {
      try Trainer(Self.options()).train(Self.network(), on: samples, context: FitContext())
    }
  }

  @Test func aCheckpointStopsIt() {
    let calls = Mutex(0)
    let context = FitContext(checkpoint: {
      let count = calls.withLock {
        $0 += 1
        return $0
      }
      if count == 3 { throw Failure("stopped") }
    })
    #expect(throws: Failure("stopped")) {
      try Trainer(Self.options()).train(Self.network(), on: Self.samples, context: context)
    }
    #expect(calls.withLock { $0 } == 3)
  }

  @Test func noiseIsAFunctionOfEpochAndSample() throws {
    let options = Self.options { $0.noise = 0.5 }
    let noise = try #require(InputNoise(options, epoch: 2))
    let clean = normalMatrix(2, 16)
    func noisy(_ indices: [Int32]) -> [Float] {
      var out = [Float](repeating: 0, count: 32)
      clean.withUnsafePointer { clean in
        indices.withUnsafeBufferPointer {
          noise.add(
            to: clean, indices: $0, padded: 16, features: 2, stride: 16, into: &out)
        }
      }
      return zip(out, clean.values).map { $0 - $1 }
    }
    let some = noisy([40, 7])
    let swapped = noisy([7, 40, 3])
    #expect(isClose(Double(some[0]), Double(swapped[1]), 1e-6))
    #expect(isClose(Double(some[17]), Double(swapped[16]), 1e-6))
    #expect(some[2...15].allSatisfy { $0 == 0 })
    #expect(InputNoise(Self.options(), epoch: 0) == nil)
  }
}
