import Kernels
import Rasters

/// What a training needs to keep in memory.
package struct AutoencoderMemory: Sendable, Equatable {
  /// Weights, their gradient, Adam's two moments and the best weights so far.
  package let parameterBytes: Int
  /// Images learnt from.
  package let imageBytes: Int
  /// What is kept of the images of one batch, and workers' buffers.
  package let passBytes: Int

  package var bytes: Int { parameterBytes + imageBytes + passBytes }

  package init(_ shape: AutoencoderShape, batch: Int, images: Int, workers: Int) {
    parameterBytes = 4 * 5 * shape.parameterCount
    imageBytes = 4 * images * shape.imageLength
    let dense = 4 * PlanarMatrix.padded(batch) * 2 * (shape.features + shape.latent)
    let gradients = 4 * AutoencoderGradient.mostSlabs * PackedAutoencoder.gradientLength(shape)
    passBytes =
      batch * EncoderTrace.bytes(shape) + dense + gradients
      + workers * (EncoderPass.bytes(shape) + DecoderPass.bytes(shape))
  }

  /// Refuses what does not fit into `limit` bytes.
  func check(_ limit: Int?, latent: Int) throws {
    guard let limit, bytes > limit else { return }
    throw Failure(
      "training the autoencoder takes \(Self.megabytes(bytes)) MB, of which"
        + " \(Self.megabytes(parameterBytes)) MB for its parameters;"
        + " \(Self.megabytes(limit)) MB are allowed: give it more memory, a shorter code"
        + " (latent is \(latent)) or fewer samples")
  }

  private static func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }
}
