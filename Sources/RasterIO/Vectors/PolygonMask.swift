internal import CGDAL
import Foundation
package import Rasters

/// The polygons of a vector file, brought to a grid's reference system and
/// burnt into windows of it.
package final class PolygonMask: @unchecked Sendable {
  package let path: String
  /// The distinct values of the class field, in sorted order; a polygon
  /// burns its index + 1. Empty without a field: every polygon burns 1.
  package let classes: [String]
  private let geometries: [OGRGeometryH?]
  private let values: [Double]
  /// Which of the classes every feature has.
  package var classIndices: [Int] { classes.isEmpty ? [] : values.map { Int($0) - 1 } }
  private let lock = NSLock()

  private static let mostFeatures = 2_000_000

  /// Reads the first layer. With `field`, polygons carry the class that is
  /// written there.
  package init(path: String, field: String? = nil, onto grid: Grid) throws {
    GDAL.start()
    self.path = path
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    GDAL.resetErrors()
    let opened = GDAL.withStrings(GDAL.vectorDrivers) {
      GDALOpenEx(path, flags, constant($0), nil, nil)
    }
    guard let dataset = opened else {
      throw Failure("'\(path)' cannot be read as a vector file: \(GDAL.lastMessage)")
    }
    defer { GDALClose(dataset) }
    guard let layer = GDALDatasetGetLayer(dataset, 0) else {
      throw Failure("'\(path)' has no layer")
    }
    let column = try field.map { try Self.column($0, of: layer, path: path) }
    let transformation = try Self.transformation(of: layer, onto: grid, path: path)
    defer { transformation.map { OCTDestroyCoordinateTransformation($0) } }
    let read = try Self.features(layer, column: column, transformation, path: path)
    classes = column == nil ? [] : Set(read.map(\.name)).sorted(by: Self.naturally)
    geometries = read.map(\.geometry)
    let index = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0 + 1) })
    values = read.map { column == nil ? 1 : Double(index[$0.name] ?? 0) }
  }

  deinit { geometries.forEach { OGR_G_DestroyGeometry($0) } }

  /// Numbers by value, then other texts by letter; numbers that are written
  /// in two ways by letter too.
  static func naturally(_ a: String, _ b: String) -> Bool {
    let key = { (text: String) -> Double in
      Double(text).flatMap { $0.isFinite ? $0 : nil } ?? .infinity
    }
    return (key(a), a) < (key(b), b)
  }

  private static func column(_ field: String, of layer: OGRLayerH, path: String) throws -> Int32 {
    let definition = OGR_L_GetLayerDefn(layer)
    let index = OGR_FD_GetFieldIndex(definition, field)
    guard index < 0 else { return index }
    let names = (0..<OGR_FD_GetFieldCount(definition)).map {
      String(cString: OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, $0)))
    }
    throw Failure.usage(
      "'\(path)' has no field '\(field)'" + DidYouMean.hint(for: field, among: names)
        + "; it has \(names.joined(separator: ", "))")
  }

  /// From the layer's system to the grid's; nil where they are the same or
  /// either is unknown.
  private static func transformation(
    of layer: OGRLayerH, onto grid: Grid, path: String
  ) throws -> OGRCoordinateTransformationH? {
    guard let source = OGR_L_GetSpatialRef(layer), let wkt = grid.wkt,
      let target = OSRNewSpatialReference(wkt)
    else { return nil }
    defer { OSRDestroySpatialReference(target) }
    OSRSetAxisMappingStrategy(source, OAMS_TRADITIONAL_GIS_ORDER)
    OSRSetAxisMappingStrategy(target, OAMS_TRADITIONAL_GIS_ORDER)
    guard OSRIsSame(source, target) == 0 else { return nil }
    guard let made = OCTNewCoordinateTransformation(source, target) else {
      throw Failure("'\(path)' cannot be brought to \(grid.reference.name): \(GDAL.lastMessage)")
    }
    return made
  }

  private static func features(
    _ layer: OGRLayerH, column: Int32?, _ transformation: OGRCoordinateTransformationH?,
    path: String
  ) throws -> [(geometry: OGRGeometryH?, name: String)] {
    var out: [(geometry: OGRGeometryH?, name: String)] = []
    OGR_L_ResetReading(layer)
    while let feature = OGR_L_GetNextFeature(layer) {
      defer { OGR_F_Destroy(feature) }
      guard out.count < mostFeatures else {
        throw Failure("'\(path)' has more than \(mostFeatures) features")
      }
      guard let geometry = OGR_F_GetGeometryRef(feature), let copy = OGR_G_Clone(geometry)
      else { continue }
      if let transformation, OGR_G_Transform(copy, transformation) != OGRERR_NONE {
        OGR_G_DestroyGeometry(copy)
        continue
      }
      let name = column.map { String(cString: OGR_F_GetFieldAsString(feature, $0)) } ?? ""
      out.append((copy, name))
    }
    guard !out.isEmpty else { throw Failure("'\(path)' holds no usable geometry") }
    return out
  }

  /// The names of the fields of a file's first layer.
  package static func fields(of path: String) throws -> [String] {
    try VectorReader(path: path).fields()
  }

  /// The smallest window of the grid that holds all polygons.
  package func window(on grid: Grid) -> Window? {
    guard let transform = grid.transform else { return nil }
    var columns: [Double] = []
    var rows: [Double] = []
    for geometry in geometries {
      var box = OGREnvelope()
      OGR_G_GetEnvelope(geometry, &box)
      for (x, y) in [
        (box.MinX, box.MinY), (box.MinX, box.MaxY), (box.MaxX, box.MinY), (box.MaxX, box.MaxY),
      ] {
        guard let place = transform.invert(x: x, y: y) else { continue }
        columns.append(place.column)
        rows.append(place.row)
      }
    }
    return Self.window(columns: columns, rows: rows).map { $0.intersection(grid.extent) }
  }

  private static func window(columns: [Double], rows: [Double]) -> Window? {
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(),
      let bottom = rows.max(), [left, right, top, bottom].allSatisfy({ abs($0) < 1e9 })
    else { return nil }
    let column = Int(left.rounded(.down))
    let row = Int(top.rounded(.down))
    return Window(
      column: column, row: row, width: Int(right.rounded(.up)) - column,
      height: Int(bottom.rounded(.up)) - row)
  }

  /// The burnt values of a window of the grid, row by row: 0 outside all
  /// polygons. A pixel belongs to the polygon that holds its centre.
  package func rasterise(_ window: Window, of grid: Grid) throws -> [UInt16] {
    try rasterise(window, of: grid, burning: values)
  }

  /// Burns other values, one for every feature; where features
  /// overlap, the last one counts. A point burns the pixel that it is in.
  package func rasterise(
    _ window: Window, of grid: Grid, burning values: [Double]
  ) throws -> [UInt16] {
    lock.lock()
    defer { lock.unlock() }
    var out = [UInt16](repeating: 0, count: window.pixelCount)
    guard !window.isEmpty else { return out }
    let memory = GDALCreate(
      GDALGetDriverByName("MEM"), "", Int32(window.width), Int32(window.height), 1, GDT_UInt16,
      nil)
    guard let memory else { throw Failure("no memory to draw the polygons of '\(path)'") }
    defer { GDALClose(memory) }
    let place =
      grid.transform
      ?? GeoTransform(originX: 0, columnX: 1, rowX: 0, originY: 0, columnY: 0, rowY: 1)
    var coefficients = place.shifted(column: window.column, row: window.row).coefficients
    GDALSetGeoTransform(memory, &coefficients)
    var bands: [Int32] = [1]
    var burnt = values
    var shapes = geometries
    GDAL.resetErrors()
    let drawn = GDALRasterizeGeometries(
      memory, 1, &bands, Int32(shapes.count), &shapes, nil, nil, &burnt, nil, nil, nil)
    guard drawn == CE_None else {
      throw Failure("the polygons of '\(path)' cannot be drawn: \(GDAL.lastMessage)")
    }
    let band = GDALGetRasterBand(memory, 1)
    let status = GDALRasterIO(
      band, GF_Read, 0, 0, Int32(window.width), Int32(window.height), &out, Int32(window.width),
      Int32(window.height), GDT_UInt16, 0, 0)
    guard status == CE_None else {
      throw Failure("the polygons of '\(path)' cannot be drawn: \(GDAL.lastMessage)")
    }
    return out
  }
}
