import Rasters
import Surveys

/// The middle square of a picture in its own pixels, three channels of 0 … 1,
/// [3][side][side]; grey ones have three equal channels.
struct SquarePicture: Sendable {
  let side: Int
  let pixels: [Float]

  private static let largestSide = 16_384

  /// Colours of a palette are those that it shows; what is clear is black.
  init(path: String) throws {
    let image = try ImageFile.open(path)
    guard image.width <= Self.largestSide, image.height <= Self.largestSide else {
      throw Failure(
        "'\(path)' is \(image.width)x\(image.height) pixels; pictures have at most "
          + "\(Self.largestSide) on a side")
    }
    guard let picture = image.picture, !picture.isDeep else {
      throw Failure("'\(path)' is no picture of bytes; give PNG, JPEG or TIFF of 8 bits")
    }
    let length = min(image.width, image.height)
    let (left, top) = ((image.width - length) / 2, (image.height - length) / 2)
    let middle = Window(
      column: left, row: image.height - top - length, width: length, height: length)
    let planes = try (0..<(image.planes >= 3 ? 3 : 1)).map { plane in
      let values = try image.readDoubles(middle, plane: plane)
      return (0..<length).reversed().flatMap { row in
        values[row * length..<(row + 1) * length].map {
          $0.isNaN ? 0 : Float($0) / picture.white
        }
      }
    }
    side = length
    pixels = (planes.count == 3 ? planes : [planes[0], planes[0], planes[0]]).flatMap { $0 }
  }
}
