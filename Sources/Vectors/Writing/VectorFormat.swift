import RasterIO
import Rasters

/// Formats that polygons are written in, told by the ending of the file.
package enum VectorFormat: String, CaseIterable, Sendable {
  case geoPackage = ".gpkg"
  case geoJSON = ".geojson"
  case shapefile = ".shp"

  package init(path: String) throws {
    guard let format = Self.allCases.first(where: { path.lowercased().hasSuffix($0.rawValue) })
    else {
      let endings = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure.usage("'\(path)' must end in one of \(endings)")
    }
    self = format
  }

  /// GDAL's name of the driver.
  var driver: String {
    switch self {
    case .geoPackage: "GPKG"
    case .geoJSON: "GeoJSON"
    case .shapefile: "ESRI Shapefile"
    }
  }

  var options: [String] {
    switch self {
    case .geoPackage: ["VERSION=1.2"]
    case .geoJSON, .shapefile: []
    }
  }

  var layerOptions: [String] {
    switch self {
    case .geoPackage: ["GEOMETRY_NAME=geom", "FID=fid"]
    // Map coordinates with all their digits, and their system named, as
    // GeoJSON had it before RFC 7946 took other systems away.
    case .geoJSON: ["COORDINATE_PRECISION=15", "SIGNIFICANT_FIGURES=17"]
    case .shapefile: ["ENCODING=UTF-8", "SPATIAL_INDEX=NO"]
    }
  }

  /// Endings of the files that belong together; the first is the named one.
  var endings: [String] {
    self == .shapefile ? [".shp", ".shx", ".dbf", ".prj", ".cpg"] : [rawValue]
  }
}

extension VectorFormat {
  /// The file at `path` and those that are written beside it.
  package func files(at path: String) -> [String] {
    let stem = path.dropLast(rawValue.count)
    return [path] + endings.dropFirst().map { stem + $0 }
  }
}
