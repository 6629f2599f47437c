import Foundation
import RasterIO
import Rasters
import TestSupport

/// What other programs make of small rasters; see Fixtures/gdal-references.py.
struct GDALReferences: Decodable {
  struct Terrain: Decodable {
    var width: Int
    var height: Int
    var transform: [Double]
    var heights: [Float?]
    var slope: [Float?]
    var roughness: [Float?]
  }

  struct Frame: Decodable {
    var left: Double
    var top: Double
    var width: Int
    var height: Int
  }

  struct Warp: Decodable {
    var width: Int
    var height: Int
    var transform: [Double]
    var values: [Float?]
    var frame: Frame
    var nearest: [Float?]
    var bilinear: [Float?]
    var cubic: [Float?]
  }

  struct Missing: Error {}

  var dem: Terrain
  var warp: Warp

  static func read() throws -> GDALReferences {
    guard
      let url = Bundle.module.url(
        forResource: "Fixtures/gdal-references", withExtension: "json")
    else { throw Missing() }
    return try JSONDecoder().decode(GDALReferences.self, from: Data(contentsOf: url))
  }

  /// A raster of the file's values; -9999 is no data.
  static func write(
    _ values: [Float?], _ width: Int, _ height: Int, _ transform: [Double], epsg: Int,
    to path: String
  ) throws -> Grid {
    guard let place = GeoTransform(coefficients: transform) else { throw Missing() }
    let grid = try SpatialReference.grid(
      width: width, height: height, transform: place, epsg: epsg)
    try RasterFixture(grid: grid, noData: -9999, planes: [values.map { $0 ?? -9999 }])
      .write(to: path)
    return grid
  }
}
