package import Fitting
package import Kernels
import Rasters

/// Trains a network to give back its input: minimises
///
///     mean (y - x)² over batch and features
///       + Σ λ |activation| / batch + Σ λ ||∂y/∂x||² / batch
///
/// with Adam on shuffled mini-batches. The same seed gives the same bytes on
/// one kind of processor, whatever the number of workers.
package struct Trainer: Sendable {
  package let options: TrainingOptions

  package init(_ options: TrainingOptions) { self.options = options }

  /// How often the rate is halved when the loss stops being a number.
  static let halvings = 3

  package func train(
    _ network: DenseNetwork, on samples: PlanarMatrix, context: FitContext
  ) throws -> TrainedNetwork {
    try check(network, samples)
    let run = TrainingRun(network, samples, options, context)
    try run.train()
    return run.result
  }

  private func check(_ network: DenseNetwork, _ samples: PlanarMatrix) throws {
    guard samples.count > 0 else {
      throw Failure("there are no samples to train the network on")
    }
    guard samples.count <= Int(Int32.max) else {
      throw Failure("\(samples.count) samples are too many to train on; at most \(Int32.max)")
    }
    guard network.inputs == samples.features, network.outputs == samples.features else {
      throw Failure(
        "a network of \(network.inputs) inputs and \(network.outputs) outputs cannot be trained"
          + " on samples of \(samples.features) features")
    }
    let isFinite = samples.withUnsafePointer {
      FloatBuffer.areFinite($0, samples.features * samples.stride)
    }
    guard isFinite else {
      throw Failure("the samples to train on hold values that are not finite")
    }
    guard options.batch > 0, options.epochs > 0 else {
      throw Failure.usage("training needs at least one epoch and a batch of at least 1")
    }
  }
}

/// What came of a training.
package struct TrainedNetwork: Sendable, Equatable {
  package var network: DenseNetwork
  /// Mean loss over the steps of each epoch.
  package var losses: [Double] = []
  /// Loss on the samples kept back, after each epoch; empty without any.
  package var validationLosses: [Double] = []
  /// The epoch whose weights were taken, from 0.
  package var bestEpoch = 0
  /// The rate at the end.
  package var rate: Double
  /// How often the loss stopped being a number and the rate was halved.
  package var halvings = 0
}
