package import Kernels
import Rasters

/// An encoder whose codes do not know which way up an image is: the mean of the
/// codes of its eight rotations and reflections (the dihedral group of the
/// square). For images of the sky none of them is more likely than another.
///
/// The eight values of a code unit are added in the order of their size, so
/// that an image and its turned copies have the same code to the last bit.
package struct SymmetricEncoder: ImageEncoder {
  package let base: any ImageEncoder

  package init(_ base: any ImageEncoder) { self.base = base }

  package var words: String { base.words + ", averaged over rotations and reflections" }
  package var codeLength: Int { base.codeLength }
  package var channels: Int { base.channels }
  package var side: Int { base.side }

  /// Images must be square.
  package func codes(of images: ImageBatch, workers: Workers) throws -> [Float] {
    let orbits = try CodeOrbits(of: images, base, workers: workers)
    return (0..<orbits.count).map { place in
      let values = orbits.sorted(place)
      return Float(values.reduce(0, +) / Double(values.count))
    }
  }
}

extension ImageBatch {
  /// The images turned; they are square.
  func turned(_ turn: SquareTurn) -> ImageBatch {
    precondition(height == width, "only squares are turned")
    var out = self
    values.withUnsafeBufferPointer { from in
      out.values.withUnsafeMutableBufferPointer { to in
        guard let from = from.baseAddress, let to = to.baseAddress else { return }
        turn.apply(
          from, channels: count * channels, side: height, into: to, row: width,
          plane: height * width)
      }
    }
    return out
  }
}
