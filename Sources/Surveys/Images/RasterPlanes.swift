import Foundation
import RasterIO
package import Rasters

/// A picture or GeoTIFF as an image of the sky: its last row, the lowest on
/// the screen, is row 0, as in the FITS file that it was made from.
package final class RasterPlanes: ImagePlanes {
  package let path: String
  package let width: Int
  package let height: Int
  package let planes: Int
  package var unit: String? { nil }
  private let file: LocalPath
  private let dataset: RasterDataset

  package init(_ typed: String) throws {
    path = typed
    file = try LocalPath.file(typed)
    dataset = try RasterDataset(path: file.absolute)
    let bands = dataset.bands.filter { !$0.isAlpha }.count
    guard (1...FITSImage.mostPlanes).contains(bands) else {
      throw Failure("'\(typed)' has \(bands) bands; 1 to \(FITSImage.mostPlanes) are wanted")
    }
    guard !dataset.bands.contains(where: { $0.type == .complex }) else {
      throw Failure.usage("'\(typed)' holds complex numbers")
    }
    (width, height, planes) = (dataset.width, dataset.height, bands)
  }

  /// What all open images together keep of decoded blocks.
  package static func limitBlockCache(to bytes: Int) { GDAL.limitBlockCache(to: bytes) }

  package func read(
    _ window: Window, plane: Int, into out: UnsafeMutablePointer<Float>, stride: Int
  ) throws {
    let values = try readDoubles(window, plane: plane)
    for row in 0..<window.height {
      for column in 0..<window.width {
        out[row * stride + column] = Float(values[row * window.width + column])
      }
    }
  }

  package func readDoubles(_ window: Window, plane: Int) throws -> [Double] {
    try check(window, plane: plane)
    var source = window
    source.row = height - window.endRow
    let values = try dataset.readDoubles(band: plane + 1, window: source)
    let band = dataset.bands[plane]
    let width = window.width
    return (0..<window.height).reversed().flatMap { row in
      values[row * width..<(row + 1) * width].map {
        band.noData == $0 ? .nan : $0 * band.scale + band.offset
      }
    }
  }

  /// Degrees of a geotransform are right ascension and declination, on the
  /// plate carrée that they are equally spaced in; without, there is no sky.
  package func header() -> [String] {
    let grid = dataset.grid
    guard let transform = grid.transform, grid.wkt == nil || grid.reference.isGeographic else {
      return []
    }
    let places = grid.corners
    guard places.allSatisfy({ (-360...720).contains($0.x) && (-90...90).contains($0.y) }),
      transform.pixelArea > 0
    else { return [] }
    // The centre of a pixel as FITS counts it, from the lower left.
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
      transform.apply(column: x - 0.5, row: Double(height) - y + 0.5)
    }
    let (origin, right, up) = (place(0, 0), place(1, 0), place(0, 1))
    let cd = [right.x - origin.x, up.x - origin.x, right.y - origin.y, up.y - origin.y]
    // The nearest place on the equator: with that for its reference the
    // projection is linear.
    let share = -origin.y / (cd[2] * cd[2] + cd[3] * cd[3])
    let (x, y) = (cd[2] * share, cd[3] * share)
    let ra = origin.x + cd[0] * x + cd[1] * y
    let numbers: [(String, Double)] = [
      ("CRPIX1", x), ("CRPIX2", y), ("CRVAL1", ra), ("CRVAL2", 0), ("CD1_1", cd[0]),
      ("CD1_2", cd[1]), ("CD2_1", cd[2]), ("CD2_2", cd[3]),
    ]
    return ["CTYPE1  = 'RA---CAR'", "CTYPE2  = 'DEC--CAR'"].map {
      $0.padding(toLength: 80, withPad: " ", startingAt: 0)
    } + numbers.map { SkyHeader.real($0.0, $0.1) }
  }

  package func reopened() throws -> any ImagePlanes { try RasterPlanes(path) }
}
