internal import CGDAL
import RasterIO
import Rasters

/// A layer or table of an open vector file.
struct VectorLayer {
  let handle: OGRLayerH
  let name: String
  /// Without the marks of heights and measures.
  let type: OGRwkbGeometryType
  /// Columns of a delimited text that hold coordinates.
  let columns: CoordinateColumns?

  private let saysCount: Bool

  /// - Parameters:
  ///   - isDelimited: whether places may stand in columns.
  ///   - saysCount: whether the file itself says how many features it has.
  init(_ handle: OGRLayerH, isDelimited: Bool, saysCount: Bool) {
    self.handle = handle
    self.saysCount = saysCount
    name = OGR_L_GetName(handle).map { String(cString: $0) } ?? ""
    type = OGR_GT_Flatten(OGR_L_GetGeomType(handle))
    columns =
      isDelimited && type == wkbNone ? CoordinateColumns(fields: Self.fields(handle)) : nil
  }

  /// What its geometries are declared to be.
  enum Kind: String {
    case points, lines, areas
    case any = "geometries of any kind"
    case table = "a table without geometry"
  }

  var kind: Kind {
    switch type {
    case wkbPoint, wkbMultiPoint: .points
    case wkbLineString, wkbMultiLineString, wkbCircularString, wkbCompoundCurve, wkbMultiCurve,
      wkbCurve:
      .lines
    case wkbPolygon, wkbMultiPolygon, wkbCurvePolygon, wkbMultiSurface, wkbSurface, wkbTIN,
      wkbPolyhedralSurface, wkbTriangle:
      .areas
    case wkbNone: columns == nil ? .table : .points
    default: .any
    }
  }

  var count: Int { Int(OGR_L_GetFeatureCount(handle, 1)) }

  var fields: [String] {
    let all = Self.fields(handle)
    guard let columns else { return all }
    return all.enumerated().filter { !columns.indices.contains($0.offset) }.map(\.element)
  }

  private static func fields(_ layer: OGRLayerH) -> [String] {
    let definition = OGR_L_GetLayerDefn(layer)
    return (0..<OGR_FD_GetFieldCount(definition)).map {
      String(cString: OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, $0)))
    }
  }

  /// The number of a field; -1 where there is none.
  func index(of field: String) -> Int32 {
    OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(handle), field)
  }

  /// Its reference system; nil where the file does not say.
  var wkt: String? {
    if let columns { return columns.isDegrees ? SpatialReference.wkt(epsg: 4326) : nil }
    guard let reference = OGR_L_GetSpatialRef(handle) else { return nil }
    var out: UnsafeMutablePointer<CChar>?
    guard OSRExportToWkt(reference, &out) == OGRERR_NONE, let out else { return nil }
    defer { VSIFree(out) }
    let text = String(cString: out)
    return text.isEmpty ? nil : text
  }

  /// "roads (lines, 12 features)"
  var facts: String { "\(name) (\(kind.rawValue), \(count) feature\(count == 1 ? "" : "s"))" }

  /// Calls `body` for every feature with its geometry, which it does not own.
  func forEachFeature(_ body: (OGRFeatureH, OGRGeometryH?) throws -> Void) throws {
    OGR_L_ResetReading(handle)
    var count = 0
    while let feature = next() {
      defer { OGR_F_Destroy(feature) }
      count += 1
      guard let columns else {
        try body(feature, OGR_F_GetGeometryRef(feature))
        continue
      }
      let point = columns.point(of: feature)
      defer { point.map { OGR_G_DestroyGeometry($0) } }
      try body(feature, point)
    }
    guard !GDAL.hasFailed else {
      throw Failure(
        "the layer '\(name)' is damaged or cut short behind \(count) features: \(GDAL.lastMessage)")
    }
    let declared = saysCount ? Int(OGR_L_GetFeatureCount(handle, 0)) : count
    guard declared <= count else {
      throw Failure(
        "the layer '\(name)' is cut short: it holds \(count) of its \(declared) features")
    }
  }

  /// Nil at the end, and where there is an error.
  private func next() -> OGRFeatureH? {
    GDAL.resetErrors()
    return OGR_L_GetNextFeature(handle)
  }

  /// Whether a feature of it covers an area; what is declared is believed.
  var hasAreas: Bool {
    switch kind {
    case .areas: return count > 0
    case .points, .lines, .table: return false
    case .any: break
    }
    OGR_L_ResetReading(handle)
    while let feature = OGR_L_GetNextFeature(handle) {
      defer { OGR_F_Destroy(feature) }
      if let geometry = OGR_F_GetGeometryRef(feature), OGR_G_GetDimension(geometry) == 2 {
        return true
      }
    }
    return false
  }
}

/// What a layer is read for.
package enum VectorUse: Sendable, Equatable {
  /// Its areas, as a mask or region.
  case areas
  /// Geometries with a class in a field; nil where nobody has said in which.
  case labels(field: String?)
  /// Points with a class in a field.
  case points(field: String?)
  /// Rows of a table.
  case rows

  func suits(_ layer: VectorLayer) -> Bool {
    switch self {
    case .areas: return layer.hasAreas
    case .labels(let field): return layer.kind != .table && has(field, layer)
    case .points(let field):
      return layer.kind == .points || layer.kind == .any ? has(field, layer) : false
    case .rows: return !layer.fields.isEmpty
    }
  }

  private func has(_ field: String?, _ layer: VectorLayer) -> Bool {
    field.map { layer.index(of: $0) >= 0 } ?? true && layer.count > 0
  }

  var words: String {
    switch self {
    case .areas: "areas"
    case .labels(let field):
      "geometries" + (field.map { " with a field '\($0)'" } ?? "")
    case .points(let field): "points" + (field.map { " with a field '\($0)'" } ?? "")
    case .rows: "rows"
    }
  }
}
