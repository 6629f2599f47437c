package import Kernels

/// The pixels themselves as features; averaged over the eight rotations and
/// reflections of the square if asked. As principal components are linear,
/// codes of that mean are the mean of the codes.
package struct PixelEncoder: ImageEncoder {
  package let side: Int
  package let channels: Int
  package let isSymmetric: Bool

  package init(side: Int, channels: Int, isSymmetric: Bool) {
    self.side = side
    self.channels = channels
    self.isSymmetric = isSymmetric
  }

  package var codeLength: Int { channels * side * side }

  package var words: String {
    "pixels of \(side)x\(side) in \(channels) channel\(channels == 1 ? "" : "s")"
      + (isSymmetric ? ", averaged over the dihedral group" : "")
  }

  package func codes(of images: ImageBatch, workers: Workers) throws -> [Float] {
    guard isSymmetric else { return images.values }
    return try workers.map(images.count) { _, image in
      Self.symmetrized(images.values[images.range(image)], side: side)
    }.flatMap { $0 }
  }

  private static func symmetrized(_ pixels: ArraySlice<Float>, side: Int) -> [Float] {
    let pixels = Array(pixels)
    var out = [Float](repeating: 0, count: pixels.count)
    let last = side - 1
    for base in stride(from: 0, to: pixels.count, by: side * side) {
      for row in 0..<side {
        for column in 0..<side {
          let places = [
            (row, column), (last - row, column), (row, last - column), (last - row, last - column),
            (column, row), (last - column, row), (column, last - row), (last - column, last - row),
          ]
          out[base + row * side + column] =
            places.reduce(0) { $0 + pixels[base + $1.0 * side + $1.1] } / 8
        }
      }
    }
    return out
  }
}
