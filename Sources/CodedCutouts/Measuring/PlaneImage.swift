import Rasters
import Surveys

/// An image of one plane that `measure` reads, from its first row on.
final class PlaneImage {
  let typed: String
  private let image: any ImagePlanes

  var width: Int { image.width }
  var height: Int { image.height }

  /// `FILE`, `FILE.fits[N]` or `FILE.fits[NAME]`.
  convenience init(_ typed: String) throws {
    try self.init(typed, ImageFile.open(typed))
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

  func read(_ window: Window) throws -> [Double] { try image.readDoubles(window, plane: 0) }
}
