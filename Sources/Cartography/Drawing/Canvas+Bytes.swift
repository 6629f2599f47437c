extension Canvas {
  /// Three bytes for each pixel of the first rows of the strip.
  func bytes(rows: Int) throws -> [UInt8] {
    var out: [UInt8] = []
    try pack(rows: rows, into: &out)
    return out
  }

  /// Packs words of 0x00rrggbb into bytes, in room that is used again.
  func pack(rows: Int, into out: inout [UInt8]) throws {
    let width = width
    if out.count != width * rows * 3 { out = [UInt8](repeating: 0, count: width * rows * 3) }
    try withPixels { pixels, stride in
      out.withUnsafeMutableBufferPointer { target in
        var place = 0
        for row in 0..<rows {
          for column in 0..<width {
            let word = pixels[row * stride + column]
            target[place] = UInt8(truncatingIfNeeded: word >> 16)
            target[place + 1] = UInt8(truncatingIfNeeded: word >> 8)
            target[place + 2] = UInt8(truncatingIfNeeded: word)
            place += 3
          }
        }
      }
    }
  }
}
