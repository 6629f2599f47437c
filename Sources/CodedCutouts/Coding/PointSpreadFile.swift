package import Morphology
import Rasters
import Surveys

/// A point-spread function from a FITS image.
package enum PointSpreadFile {
  static let largestSide = 511

  package static func read(_ path: String) throws -> PointSpread {
    let image = try SurveyImage([path])
    guard image.width % 2 == 1, image.height % 2 == 1, image.width <= largestSide,
      image.height <= largestSide
    else {
      throw Failure.usage(
        "'\(path)' has \(image.width)x\(image.height) pixels; a point-spread function has odd "
          + "sides of at most \(largestSide)")
    }
    var values = [Float](repeating: 0, count: image.width * image.height)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.read(image.extent, band: 0, into: base, stride: image.width)
    }
    guard
      let function = PointSpread(
        width: image.width, height: image.height, values: values.map(Double.init))
    else { throw Failure("'\(path)' holds no point-spread function: its sum is not positive") }
    return function
  }
}
