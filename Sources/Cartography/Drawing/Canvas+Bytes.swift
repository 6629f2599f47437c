extension Canvas {
  /// Three bytes for each pixel of the first rows of the strip.
  func bytes(rows: Int) throws -> [UInt8] {
    var out = [UInt8](repeating: 0, count: width * rows * 3)
    try withPixels { pixels, stride in
      var place = 0
      for row in 0..<rows {
        for column in 0..<width {
          let word = pixels[row * stride + column]
          out[place] = UInt8(truncatingIfNeeded: word >> 16)
          out[place + 1] = UInt8(truncatingIfNeeded: word >> 8)
          out[place + 2] = UInt8(truncatingIfNeeded: word)
          place += 3
        }
      }
    }
    return out
  }
}
