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
      Self.symmetrized(images.images([image])).values
    }.flatMap { $0 }
  }

  /// Added up one after another in single precision: their order is part of the
  /// result.
  private static let turns = [0, 2, 1, 3, 4, 5, 6, 7].map(SquareTurn.init)

  private static func symmetrized(_ image: ImageBatch) -> ImageBatch {
    var out = image
    for place in out.values.indices { out.values[place] = 0 }
    for turn in turns {
      let turned = image.turned(turn).values
      for place in out.values.indices { out.values[place] += turned[place] }
    }
    for place in out.values.indices { out.values[place] /= 8 }
    return out
  }
}
