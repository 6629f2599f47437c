package import Kernels
import Rasters

/// An encoder that is shown images in polar coordinates.
package struct UnwrappedEncoder: ImageEncoder {
  package let base: any ImageEncoder
  package let unwrapping: SquareUnwrapping

  package init(_ base: any ImageEncoder, unwrapping: SquareUnwrapping) throws {
    if case .adaptive(let own) = unwrapping {
      guard own.angles == base.side, own.columns == base.side else {
        throw Failure.usage(
          "images unwrapped to \(own.angles) angles and \(own.columns) columns do not fit an "
            + "encoder of \(base.side)x\(base.side) pixels")
      }
    }
    self.base = base
    self.unwrapping = unwrapping
  }

  package var words: String { base.words + ", " + unwrapping.words }
  package var codeLength: Int { base.codeLength }
  package var channels: Int { base.channels }
  package var side: Int { base.side }

  package func codes(of images: ImageBatch, workers: Workers) throws -> [Float] {
    try base.codes(of: unwrapping.unwrap(images, workers: workers), workers: workers)
  }
}
