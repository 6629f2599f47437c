import Kernels

/// What one lane works in.
final class ConvNeXtLane {
  /// The image [pixel][channel] as it comes from block to block.
  let pixels: FloatBuffer
  /// The image after the depthwise convolution, and what a block adds.
  let mixed: FloatBuffer
  /// Hidden channels of a block of rows.
  let hidden: FloatBuffer
  var padded: PaddedPixels

  /// Floats between rows of hidden channels, so that rows of 4096 bytes do not
  /// all meet in the same sets of the cache.
  static let hiddenGap = 16

  /// Rows of a block: whole tiles of the kernel, hidden channels in the cache.
  private static let rowsOfBlock = 198

  init(_ network: ConvNeXt, side: Int) {
    let need = Self.floats(network.shape, side: side)
    pixels = FloatBuffer(need.pixels)
    mixed = FloatBuffer(need.pixels)
    hidden = FloatBuffer(need.hidden)
    padded = PaddedPixels(capacity: need.padded)
  }

  /// Bytes of a lane.
  static func bytes(_ shape: ConvNeXtShape, side: Int) -> Int {
    let need = floats(shape, side: side)
    return 4 * (2 * need.pixels + need.hidden + need.padded)
  }

  private static func floats(
    _ shape: ConvNeXtShape, side: Int
  ) -> (pixels: Int, hidden: Int, padded: Int) {
    // Patches of the stem have 48 values a pixel.
    var pixels = (side / 4) * (side / 4) * 48
    var hidden = 0
    var padded = side * side * 3
    for (stage, width) in shape.widths.enumerated() {
      let line = side >> (2 + stage)
      let channels = RowLayer.padded(width)
      pixels = max(pixels, line * line * channels)
      padded = max(padded, (line + 6) * (line + 6) * channels)
      let rows = blocks(of: line * line, whole: shape.isSecond).first?.count ?? 0
      hidden = max(hidden, rows * (RowLayer.padded(4 * width) + hiddenGap))
    }
    return (pixels, hidden, padded)
  }

  /// Rows 0 ..< count in blocks of nearly equal size, the first the largest.
  static func blocks(of count: Int, whole: Bool) -> [Range<Int>] {
    let number = whole ? 1 : max(1, (count + rowsOfBlock - 1) / rowsOfBlock)
    let size = (count + number - 1) / number
    return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
  }
}
