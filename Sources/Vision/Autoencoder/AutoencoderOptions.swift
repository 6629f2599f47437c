import Kernels

/// How a convolutional autoencoder is built and trained.
package struct AutoencoderOptions: Sendable, Equatable {
  /// Pixels of a side.
  package var side = 64
  /// Maps after each of the encoder's convolutions.
  package var filters = [16, 16]
  /// Side of the kernels.
  package var kernel = 5
  /// Length of the code: 40 was found best by Zhu et al. 2025 (arXiv 2512.15142).
  package var latent = 40
  /// Codes and output cut at 0.
  package var isRectified = false
  /// Passes over the images.
  package var epochs = 60
  /// Images of one step of the optimiser.
  package var batch = 32
  /// Adam's step size.
  package var rate = 1e-3
  /// The rate is multiplied by this every ``decaySteps`` steps, smoothly.
  package var decay = 1.0
  package var decaySteps = 2000
  /// Every pass shows an image in one of its eight rotations and reflections.
  package var augments = true
  /// Standard deviation of the noise that is added to what is encoded, not to
  /// what is to be rebuilt, as a share of the values' range (Vincent et al. 2010).
  package var noise = 0.0
  /// Share of the images kept back to judge passes by; 0 takes the last.
  package var validation = 0.1
  /// Passes without a new best before training ends; 0 never ends early.
  package var patience = 10
  /// Most images that are learnt from.
  package var samples = 20_000

  package init() {}

  /// The network for images of so many channels.
  package func shape(channels: Int) -> AutoencoderShape {
    AutoencoderShape(
      channels: channels, side: side, filters: filters, kernel: kernel, latent: latent,
      isRectified: isRectified)
  }

  /// The random streams of one training, kept apart from those of others.
  enum Stream {
    static let initial: UInt64 = 11
    static func turns(epoch: Int) -> UInt64 { 3 << 40 + UInt64(epoch) }
    static func noise(epoch: Int) -> UInt64 { 5 << 40 + UInt64(epoch) }
  }
}
