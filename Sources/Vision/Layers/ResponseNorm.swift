internal import CKernels
import Kernels

/// Global response normalisation (Woo et al. 2023, "ConvNeXt V2", section 3.3):
/// x + scale x n + shift with n a channel's norm over the image divided by the
/// mean of all channels' norms.
struct ResponseNorm: Sendable {
  let channels: Int
  private let scale: [Float]
  private let shift: ChannelVector
  private let epsilon: Float = 1e-6

  init(scale: [Float], shift: [Float]) {
    channels = scale.count
    self.scale = scale
    self.shift = ChannelVector(shift)
  }

  /// `x` holds all rows of one image.
  func apply(rows: Int, _ x: UnsafeMutablePointer<Float>, stride: Int) {
    var factors = [Float](repeating: 0, count: RowLayer.padded(channels))
    fk_column_sums(rows, factors.count, 1, x, stride, &factors)
    var mean = 0.0
    for channel in 0..<channels {
      factors[channel] = factors[channel].squareRoot()
      mean += Double(factors[channel])
    }
    let narrow = 1 / (Float(mean / Double(channels)) + epsilon)
    for channel in 0..<channels {
      factors[channel] = 1 + scale[channel] * (factors[channel] * narrow)
    }
    fk_rescale(rows, factors.count, factors, shift.pointer, x, stride)
  }
}
