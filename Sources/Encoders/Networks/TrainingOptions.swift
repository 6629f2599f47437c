import Kernels

/// How a network is trained to give its own input back.
package struct TrainingOptions: Sendable, Equatable {
  /// What progress calls this training.
  package var stage = "training"
  package var epochs = 20
  /// Samples of one step of the optimiser.
  package var batch = 256
  /// Adam's step size.
  package var rate = 1e-3
  /// λ of the L1 activity penalty λ Σ|y| / batch of each layer, as Keras'
  /// `activity_regularizer`; layers past the end of the list have none.
  package var penalties: [Double] = []
  /// λ of the contractive penalty λ Σ ||∂y/∂x||² / batch of each layer: the
  /// squared Frobenius norm of its Jacobian (Rifai et al., ICML 2011, equation
  /// 5); layers past the end of the list have none.
  package var contractions: [Double] = []
  /// Standard deviation of the Gaussian noise added to inputs, not to what
  /// is to be rebuilt (Vincent et al. 2010).
  package var noise = 0.0
  /// Share of the weights (not biases) taken off in each step, times the
  /// rate (Loshchilov and Hutter 2019).
  package var weightDecay = 0.0
  /// Share of the samples kept back to judge epochs by; 0 judges none and
  /// takes the weights of the last epoch.
  package var validation = 0.1
  /// Epochs without a new best before training ends; 0 never ends early.
  package var patience = 5
  package var seed: UInt64 = 0

  package init() {}

  /// The seed of the `number`-th training of a fit.
  static func seed(_ seed: UInt64, number: Int) -> UInt64 {
    CounterRandom(seed: seed).bits(UInt64(number))
  }
}

/// The random streams of one training seed, kept apart.
enum TrainingStream {
  static let initial: UInt64 = 1
  static let split: UInt64 = 2
  static func shuffle(epoch: Int) -> UInt64 { 1 << 20 + UInt64(epoch) }
  static func noise(epoch: Int) -> UInt64 { 1 << 40 + UInt64(epoch) }
}
