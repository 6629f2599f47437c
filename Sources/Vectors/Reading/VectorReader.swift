internal import CGDAL
import Foundation
import RasterIO
package import Rasters

/// A vector file opened for reading, one layer or table at a time.
package final class VectorReader {
  package let path: String
  /// GDAL's name of the format.
  let driver: String
  private let dataset: GDALDatasetH
  /// The table of fields that a shapefile lacks.
  private let missingTable: String?
  /// What the last reading did not use.
  package private(set) var passedOver = PassedOver()

  /// Opens `path` through the list of allowed drivers.
  package init(path: String) throws {
    GDAL.start()
    GDAL.resetErrors()
    self.path = path
    let parts = ShapefileParts(path)
    try parts?.check()
    missingTable = parts?.missingTable
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    let opened = GDAL.withStrings(GDAL.vectorDrivers) { drivers in
      GDAL.withStrings(Self.isDelimited(path) ? Self.delimitedOptions : []) {
        GDALOpenEx(path, flags, constant(drivers), constant($0), nil)
      }
    }
    guard let opened else { throw Self.unreadable(path) }
    dataset = opened
    driver =
      GDALGetDatasetDriver(opened).flatMap { GDALGetDriverShortName($0) }
      .map { String(cString: $0) } ?? ""
    // These are looked through when they are opened, and what fails then is passed over.
    let isLookedThrough = ["GML", "KML"].contains(driver) || GDALDatasetGetLayerCount(opened) == 0
    if isLookedThrough, GDAL.hasFailed { throw Self.unreadable(path) }
  }

  deinit { GDALClose(dataset) }

  private static func unreadable(_ path: String) -> Failure {
    let last = GDAL.lastMessage
    if let guess = FileGuess.text(path) {
      return Failure("'\(path)' cannot be read as a vector file: it looks like \(guess)")
    }
    guard last.contains("not recognized as") else {
      return Failure("'\(path)' cannot be read as a vector file: \(last)")
    }
    let what = path.lowercased().hasSuffix(".shp") ? "a shapefile" : "a file of its ending"
    return Failure("'\(path)' cannot be read as a vector file: it does not begin as \(what)")
  }

  private static let endings =
    [".shp", ".gpkg", ".geojson", ".json", ".gml", ".kml", ".fgb"] + delimited
  private static let delimited = [".csv", ".tsv"]

  /// Whether a file is one of polygons or points, by its ending.
  package static func isVector(_ path: String) -> Bool {
    endings.contains { path.lowercased().hasSuffix($0) }
  }

  private static func isDelimited(_ path: String) -> Bool {
    delimited.contains { path.lowercased().hasSuffix($0) }
  }

  /// Columns of well-known text by their usual names; all others are texts.
  private static let delimitedOptions = [
    "GEOM_POSSIBLE_NAMES=WKT,geometry,geom,the_geom,wkt_geom,wkb_geometry,shape",
    "KEEP_GEOM_COLUMNS=NO", "AUTODETECT_TYPE=NO",
  ]

  /// A point and the texts of the fields that were asked for; nil for those
  /// that are empty.
  package struct Point: Sendable, Equatable {
    package var x: Double
    package var y: Double
    package var texts: [String?]
  }

  /// More are not read.
  static let most = 2_000_000

  var layers: [VectorLayer] {
    (0..<GDALDatasetGetLayerCount(dataset)).compactMap { index in
      GDALDatasetGetLayer(dataset, index).map {
        VectorLayer(
          $0, isDelimited: driver == "CSV", saysCount: driver == "FlatGeobuf")
      }
    }
  }

  package func has(_ name: String) -> Bool { GDALDatasetGetLayerByName(dataset, name) != nil }

  /// Names of the fields of a layer.
  package func fields(of name: String? = nil, for use: VectorUse = .rows) throws -> [String] {
    try layer(name, for: use).fields
  }

  private func columns(_ fields: [String], of layer: VectorLayer) throws -> [Int32] {
    try fields.map { field in
      let index = layer.index(of: field)
      guard index < 0 else { return index }
      throw unknown(field, of: layer)
    }
  }

  /// A field that a layer does not have.
  func unknown(_ field: String, of layer: VectorLayer) -> Failure {
    let names = layer.fields
    let has = names.isEmpty ? "it has none\(fieldless)" : "it has " + names.joined(separator: ", ")
    return Failure.usage(
      "'\(path)' has no field '\(field)'" + DidYouMean.hint(for: field, among: names) + "; " + has)
  }

  /// Why there may be no field at all.
  package var fieldless: String { missingTable.map { " (its table '\($0)' is missing)" } ?? "" }

  private static func text(_ feature: OGRFeatureH, _ column: Int32) -> String? {
    guard OGR_F_IsFieldSetAndNotNull(feature, column) != 0 else { return nil }
    return String(cString: OGR_F_GetFieldAsString(feature, column))
  }

  /// Rows of a table.
  package func rows(of name: String? = nil, fields: [String]) throws -> [[String?]] {
    let layer = try layer(name, for: .rows)
    let columns = try columns(fields, of: layer)
    var out: [[String?]] = []
    try layer.forEachFeature { feature, _ in
      guard out.count < Self.most else { throw tooMany }
      out.append(columns.map { Self.text(feature, $0) })
    }
    return out
  }

  var tooMany: Failure { Failure("'\(path)' has more than \(Self.most) features") }

  /// The points of a layer in the reference system of a grid. Features
  /// without geometry are passed over; anything else than points is refused.
  /// The first of the fields holds the class.
  package func points(of name: String? = nil, fields: [String], onto grid: Grid) throws -> [Point] {
    let layer = try layer(name, for: .points(field: fields.first))
    try checkPlaces(of: layer)
    let columns = try columns(fields, of: layer)
    let label = try fields.first.map {
      try ClassField($0, of: layer, in: self)
    }
    var out: [Point] = []
    passedOver = PassedOver()
    try layer.forEachFeature { feature, geometry in
      guard let geometry, OGR_G_IsEmpty(geometry) == 0 else {
        return passedOver.add(Self.nowhere(layer))
      }
      guard out.count < Self.most else { throw tooMany }
      let place = try place(geometry)
      let others = columns.dropFirst().map { Self.text(feature, $0) }
      let own = try label.map { [try $0.text(feature)] } ?? []
      out.append(Point(x: place.x, y: place.y, texts: own + others))
    }
    return try moved(out, from: layer.wkt, onto: grid)
  }

  static func nowhere(_ layer: VectorLayer) -> String {
    layer.columns == nil ? "without geometry" : "without coordinates"
  }

  private func place(_ geometry: OGRGeometryH) throws -> (x: Double, y: Double) {
    let isSingle =
      OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbMultiPoint
      && OGR_G_GetGeometryCount(geometry) == 1
    let single = isSingle ? OGR_G_GetGeometryRef(geometry, 0) : geometry
    guard let single, OGR_GT_Flatten(OGR_G_GetGeometryType(single)) == wkbPoint else {
      throw Failure.usage(
        "'\(path)' holds geometries of the kind \(PlainShapes.name(of: geometry)); points are wanted"
      )
    }
    return (OGR_G_GetX(single, 0), OGR_G_GetY(single, 0))
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
