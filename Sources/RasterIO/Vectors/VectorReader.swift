internal import CGDAL
import Foundation
package import Rasters

/// A vector file opened for reading, one layer or table at a time.
package final class VectorReader {
  package let path: String
  private let dataset: GDALDatasetH

  /// Opens `path` through the list of allowed drivers.
  package init(path: String) throws {
    GDAL.start()
    GDAL.resetErrors()
    self.path = path
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    let opened = GDAL.withStrings(GDAL.vectorDrivers) {
      GDALOpenEx(path, flags, constant($0), nil, nil)
    }
    guard let opened else {
      throw Failure("'\(path)' cannot be read as a vector file: \(GDAL.lastMessage)")
    }
    dataset = opened
  }

  deinit { GDALClose(dataset) }

  private static let endings = [".shp", ".gpkg", ".geojson", ".json", ".gml", ".kml", ".fgb"]

  /// Whether a file is one of polygons or points, by its ending.
  package static func isVector(_ path: String) -> Bool {
    endings.contains { path.lowercased().hasSuffix($0) }
  }

  /// A point and the texts of the fields that were asked for; nil for those
  /// that are empty.
  package struct Point: Sendable, Equatable {
    package var x: Double
    package var y: Double
    package var texts: [String?]
  }

  /// More are not read.
  private static let most = 2_000_000

  /// A layer by its name; without one, or where it is not there, the first.
  private func layer(_ name: String?) throws -> OGRLayerH {
    let named = name.flatMap { GDALDatasetGetLayerByName(dataset, $0) }
    guard let layer = named ?? GDALDatasetGetLayer(dataset, 0) else {
      throw Failure("'\(path)' has no layer")
    }
    return layer
  }

  package func has(_ name: String) -> Bool { GDALDatasetGetLayerByName(dataset, name) != nil }

  /// Names of the fields of a layer.
  package func fields(of name: String? = nil) throws -> [String] {
    Self.fields(try layer(name))
  }

  private static func fields(_ layer: OGRLayerH) -> [String] {
    let definition = OGR_L_GetLayerDefn(layer)
    return (0..<OGR_FD_GetFieldCount(definition)).map {
      String(cString: OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, $0)))
    }
  }

  private func columns(_ fields: [String], of layer: OGRLayerH) throws -> [Int32] {
    let definition = OGR_L_GetLayerDefn(layer)
    return try fields.map { field in
      let index = OGR_FD_GetFieldIndex(definition, field)
      guard index < 0 else { return index }
      let names = Self.fields(layer)
      throw Failure.usage(
        "'\(path)' has no field '\(field)'" + DidYouMean.hint(for: field, among: names)
          + "; it has \(names.isEmpty ? "none" : names.joined(separator: ", "))")
    }
  }

  private static func text(_ feature: OGRFeatureH, _ column: Int32) -> String? {
    guard OGR_F_IsFieldSetAndNotNull(feature, column) != 0 else { return nil }
    return String(cString: OGR_F_GetFieldAsString(feature, column))
  }

  /// Rows of a table.
  package func rows(of name: String, fields: [String]) throws -> [[String?]] {
    let layer = try layer(name)
    let columns = try columns(fields, of: layer)
    var out: [[String?]] = []
    OGR_L_ResetReading(layer)
    while let feature = OGR_L_GetNextFeature(layer) {
      defer { OGR_F_Destroy(feature) }
      guard out.count < Self.most else { throw tooMany }
      out.append(columns.map { Self.text(feature, $0) })
    }
    return out
  }

  private var tooMany: Failure { Failure("'\(path)' has more than \(Self.most) features") }

  /// The points of a layer in the reference system of a grid. Features
  /// without geometry are passed over; anything else than points is refused.
  package func points(of name: String? = nil, fields: [String], onto grid: Grid) throws -> [Point] {
    let layer = try layer(name)
    let columns = try columns(fields, of: layer)
    var out: [Point] = []
    OGR_L_ResetReading(layer)
    while let feature = OGR_L_GetNextFeature(layer) {
      defer { OGR_F_Destroy(feature) }
      guard let geometry = OGR_F_GetGeometryRef(feature), OGR_G_IsEmpty(geometry) == 0 else {
        continue
      }
      guard out.count < Self.most else { throw tooMany }
      let place = try place(geometry)
      out.append(Point(x: place.x, y: place.y, texts: columns.map { Self.text(feature, $0) }))
    }
    return try moved(out, from: wkt(of: layer), onto: grid)
  }

  private func place(_ geometry: OGRGeometryH) throws -> (x: Double, y: Double) {
    let isSingle =
      OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbMultiPoint
      && OGR_G_GetGeometryCount(geometry) == 1
    let single = isSingle ? OGR_G_GetGeometryRef(geometry, 0) : geometry
    guard let single, OGR_GT_Flatten(OGR_G_GetGeometryType(single)) == wkbPoint else {
      let kind = OGR_G_GetGeometryName(geometry).map { String(cString: $0) } ?? "other"
      throw Failure.usage("'\(path)' holds geometries of the kind \(kind); points are wanted")
    }
    return (OGR_G_GetX(single, 0), OGR_G_GetY(single, 0))
  }

  private func wkt(of layer: OGRLayerH) -> String? {
    guard let reference = OGR_L_GetSpatialRef(layer) else { return nil }
    var out: UnsafeMutablePointer<CChar>?
    guard OSRExportToWkt(reference, &out) == OGRERR_NONE, let out else { return nil }
    defer { VSIFree(out) }
    let text = String(cString: out)
    return text.isEmpty ? nil : text
  }

  private func moved(_ points: [Point], from source: String?, onto grid: Grid) throws -> [Point] {
    guard let source, let target = grid.wkt, !SpatialReference.isSame(source, target),
      !points.isEmpty
    else { return points }
    guard
      let places = SpatialReference.transform(
        points.map { ($0.x, $0.y) }, from: source, to: target)
    else { throw Failure("the points of '\(path)' cannot be brought to \(grid.reference.name)") }
    return zip(points, places).map { Point(x: $1.x, y: $1.y, texts: $0.texts) }
  }
}
