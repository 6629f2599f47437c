import Rasters
import Surveys

/// An image of one plane that `measure` reads, from its first row on.
final class PlaneImage {
  let typed: String
  private let image: any ImagePlanes

  var width: Int { image.width }
  var height: Int { image.height }

  /// `FILE`, `FILE.fits[N]`, `FILE.fits[NAME]` or `FILE.fits[NAME,VERSION]`.
  convenience init(_ typed: String, for purpose: ImagePurpose = .light) throws {
    try self.init(typed, ImageFile.open(typed, for: purpose))
    guard image.planes == 1 else {
      throw Failure.usage("'\(typed)' has \(image.planes) planes, must have one")
    }
  }

  private init(_ typed: String, _ image: any ImagePlanes) throws {
    self.typed = typed
    self.image = image
  }

  /// Opens this image again, with a handle of its own.
  func reopened() throws -> PlaneImage { try PlaneImage(typed, image.reopened()) }

  /// Whole numbers of 64 bits; nil for an image of others.
  func readWholes(_ window: Window) throws -> [Int64]? { try image.readWholes(window, plane: 0) }

  func read(_ window: Window) throws -> [Double] { try image.readDoubles(window, plane: 0) }
}
