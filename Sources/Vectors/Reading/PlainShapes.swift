internal import CGDAL
import RasterIO
import Rasters

/// What GDAL draws: points, lines of straight pieces and polygons of them. Its
/// rasteriser passes over everything else without a word, so that curves
/// become straight pieces here and surfaces polygons.
struct PlainShapes {
  /// Dimension of a shape.
  enum Kind: Int { case point, line, area }

  /// Handles that the caller owns, in the order of the geometry.
  private(set) var shapes: [(handle: OGRGeometryH, kind: Kind)] = []
  /// Kinds that are not understood, by OGC's name.
  private(set) var strange: [String] = []
  /// Degrees of an arc that one straight piece may stand for.
  private let arcStep: Double

  /// - Parameter arcStep: asked for once, and only where there is a curve.
  init(_ geometry: OGRGeometryH, arcStep: () -> Double) {
    self.arcStep = Self.isCurved(geometry) ? arcStep() : 1
    add(geometry)
  }

  func destroy() { shapes.forEach { OGR_G_DestroyGeometry($0.handle) } }

  private static func isCurved(_ geometry: OGRGeometryH) -> Bool {
    OGR_G_HasCurveGeometry(geometry, 0) != 0
  }

  private mutating func add(_ geometry: OGRGeometryH) {
    guard OGR_G_IsEmpty(geometry) == 0 else { return }
    switch OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
    case wkbPoint: keep(OGR_G_Clone(geometry), .point)
    case wkbLineString: keep(OGR_G_Clone(geometry), .line)
    case wkbCircularString, wkbCompoundCurve: keep(straight(geometry), .line)
    case wkbPolygon: keep(OGR_G_Clone(geometry), .area)
    case wkbCurvePolygon: keep(straight(geometry), .area)
    case wkbTriangle: keep(Self.polygon(of: geometry), .area)
    case wkbMultiPoint, wkbMultiLineString, wkbMultiCurve, wkbMultiPolygon, wkbMultiSurface, wkbTIN,
      wkbPolyhedralSurface, wkbGeometryCollection:
      for index in 0..<OGR_G_GetGeometryCount(geometry) {
        if let part = OGR_G_GetGeometryRef(geometry, index) { add(part) }
      }
    default: strange.append(Self.name(of: geometry))
    }
  }

  private mutating func keep(_ handle: OGRGeometryH?, _ kind: Kind) {
    if let handle { shapes.append((handle, kind)) }
  }

  private func straight(_ geometry: OGRGeometryH) -> OGRGeometryH? {
    OGR_G_GetLinearGeometry(geometry, arcStep, nil)
  }

  /// The rings of a triangle as a polygon.
  private static func polygon(of triangle: OGRGeometryH) -> OGRGeometryH? {
    guard let polygon = OGR_G_CreateGeometry(wkbPolygon) else { return nil }
    for index in 0..<OGR_G_GetGeometryCount(triangle) {
      if let ring = OGR_G_GetGeometryRef(triangle, index) { OGR_G_AddGeometry(polygon, ring) }
    }
    return polygon
  }

  /// "CURVEPOLYGON"
  static func name(of geometry: OGRGeometryH) -> String {
    OGR_G_GetGeometryName(geometry).map { String(cString: $0) } ?? "unknown"
  }
}

/// How finely arcs are followed: the more pixels a geometry covers, the finer.
/// A straight piece stays within a tenth of a pixel of its arc, and mostly far
/// closer.
struct ArcStep {
  let grid: Grid
  /// From the file's system to the grid's; nil where they are one.
  let transformation: OGRCoordinateTransformationH?

  /// Degrees, for a geometry in the file's system.
  func degrees(for geometry: OGRGeometryH) -> Double {
    guard let pixels = diagonal(geometry) else { return 0.25 }
    return max(0.05, min(2, 20 / pixels))
  }

  /// Of the box around a geometry, in pixels.
  private func diagonal(_ geometry: OGRGeometryH) -> Double? {
    var box = OGREnvelope()
    OGR_G_GetEnvelope(geometry, &box)
    var x = [box.MinX, box.MaxX, box.MinX, box.MaxX]
    var y = [box.MinY, box.MaxY, box.MaxY, box.MinY]
    if let transformation {
      var success = [Int32](repeating: 0, count: 4)
      OCTTransformEx(transformation, 4, &x, &y, nil, &success)
      guard success.allSatisfy({ $0 != 0 }) else { return nil }
    }
    let place = grid.transform ?? .pixels
    let corners = zip(x, y).compactMap { place.invert(x: $0, y: $1) }
    guard corners.count == 4 else { return nil }
    let columns = corners.map(\.column)
    let rows = corners.map(\.row)
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(),
      let bottom = rows.max()
    else { return nil }
    let length = ((right - left) * (right - left) + (bottom - top) * (bottom - top)).squareRoot()
    return length.isFinite ? max(1, length) : nil
  }
}

extension GeoTransform {
  /// Pixels as coordinates, with rows downwards.
  static let pixels = GeoTransform(
    originX: 0, columnX: 1, rowX: 0, originY: 0, columnY: 0, rowY: 1)
}
