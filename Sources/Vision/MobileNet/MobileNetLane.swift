import Kernels

/// What one lane works in.
final class MobileNetLane {
  /// The image [pixel][channel] that goes into a block, and what comes out.
  var pixels: FloatBuffer
  var next: FloatBuffer
  /// The widened image.
  let hidden: FloatBuffer
  var padded: PaddedPixels

  /// Sizes in floats.
  init(pixels: Int, hidden: Int, padded: Int) {
    self.pixels = FloatBuffer(pixels)
    next = FloatBuffer(pixels)
    self.hidden = FloatBuffer(hidden)
    self.padded = PaddedPixels(capacity: padded)
  }
}
