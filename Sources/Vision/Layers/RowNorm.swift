internal import CKernels

/// Layer normalisation (Ba et al. 2016) of every pixel over its channels.
struct RowNorm: Sendable {
  let channels: Int
  private let scale: ChannelVector
  private let shift: ChannelVector
  private let epsilon: Float

  init(scale: [Float], shift: [Float], epsilon: Float = 1e-6) {
    channels = scale.count
    self.scale = ChannelVector(scale)
    self.shift = ChannelVector(shift)
    self.epsilon = epsilon
  }

  /// `y` may be `x`; both have rounded up channels.
  func apply(rows: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
    let stride = RowLayer.padded(channels)
    fk_layer_norm(
      rows, channels, x, stride, scale.pointer, shift.pointer, epsilon, y, stride)
  }
}
