import Kernels

/// An image [row][column][channel] with a border of zeros, in a buffer that is
/// used again for other sizes.
struct PaddedPixels {
  /// Pixels of border.
  struct Border {
    var top: Int
    var left: Int
    var bottom: Int
    var right: Int

    /// A padding of this size on all sides.
    init(_ all: Int) { self.init(top: all, left: all, bottom: all, right: all) }

    init(top: Int, left: Int, bottom: Int, right: Int) {
      self.top = top
      self.left = left
      self.bottom = bottom
      self.right = right
    }
  }

  private let buffer: FloatBuffer
  private(set) var lineLength = 0

  /// Room for `capacity` values, border included.
  init(capacity: Int) { buffer = FloatBuffer(capacity) }

  var pointer: UnsafePointer<Float> { UnsafePointer(buffer.pointer) }

  /// Takes an image [row][column][channel].
  mutating func fill(
    _ size: PixelSize, channels: Int, _ pixels: UnsafePointer<Float>, border: Border
  ) {
    lineLength = (border.left + size.width + border.right) * channels
    let height = border.top + size.height + border.bottom
    precondition(lineLength * height <= buffer.count, "the border has no room")
    var place = buffer.pointer
    func zeros(_ count: Int) {
      place.update(repeating: 0, count: count)
      place += count
    }
    zeros(border.top * lineLength)
    for row in 0..<size.height {
      zeros(border.left * channels)
      place.update(from: pixels + row * size.width * channels, count: size.width * channels)
      place += size.width * channels
      zeros(border.right * channels)
    }
    zeros(border.bottom * lineLength)
  }

  /// The patches that a kernel at a stride sees, each as a row
  /// [row of kernel][column of kernel][channel] of `out`.
  func gather(
    output: PixelSize, kernel: Int, stride: Int, channels: Int,
    into out: UnsafeMutablePointer<Float>
  ) {
    let piece = kernel * channels
    var place = out
    for row in 0..<output.height {
      for column in 0..<output.width {
        for line in 0..<kernel {
          let start = (row * stride + line) * lineLength + column * stride * channels
          place.update(from: buffer.pointer + start, count: piece)
          place += piece
        }
      }
    }
  }
}
