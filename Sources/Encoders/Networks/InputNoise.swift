import Kernels

/// The noise of a denoising autoencoder: a function of (seed, epoch, sample,
/// feature), so that neither batches nor workers change it.
struct InputNoise: Sendable {
  let deviation: Float
  private let random: CounterRandom

  /// Nil where there is no noise to add.
  init?(_ options: TrainingOptions, epoch: Int) {
    guard options.noise > 0 else { return nil }
    deviation = Float(options.noise)
    random = CounterRandom(seed: options.seed, stream: TrainingStream.noise(epoch: epoch))
  }

  /// noisy = clean + noise for the samples `indices`, zero up to `padded`.
  func add(
    to clean: UnsafePointer<Float>, indices: UnsafeBufferPointer<Int32>, padded: Int,
    features: Int, stride: Int, into noisy: UnsafeMutablePointer<Float>
  ) {
    for feature in 0..<features {
      let row = feature * stride
      (noisy + row).update(from: clean + row, count: padded)
      for (column, index) in indices.enumerated() {
        let counter = UInt64(index) * UInt64(features) + UInt64(feature)
        noisy[row + column] += deviation * Float(random.normal(counter))
      }
    }
  }
}
