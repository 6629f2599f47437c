internal import CGDAL
import Foundation
import RasterIO
package import Rasters

/// The geometries of a layer of a vector file, brought to a grid's reference
/// system and burnt into windows of it: polygons, or labels of any kind.
package final class PolygonMask: ShapeMask, @unchecked Sendable {
  package let path: String
  /// The distinct values of the class field, in sorted order; a feature
  /// burns its index + 1. Empty without a field: every polygon burns 1.
  package let classes: [String]
  /// What could not be used, in a sentence.
  package let notes: [String]
  private let shapes: [OGRGeometryH?]
  /// Which feature every shape belongs to.
  private let owners: [Int]
  /// What every feature burns.
  private let values: [Double]
  /// Which of the classes every feature has.
  package var classIndices: [Int] { classes.isEmpty ? [] : values.map { Int($0) - 1 } }
  private let lock = NSLock()

  /// Reads the areas of a layer or, with `field`, all of its geometries with
  /// the class that is written there. A layer that is not named must be the
  /// only one that suits.
  package init(
    path: String, layer: String? = nil, field: String? = nil, onto grid: Grid
  ) throws {
    self.path = path
    let reader = try VectorReader(path: path)
    let use = field.map { VectorUse.labels(field: $0) } ?? .areas
    let layer = try reader.layer(layer, for: use)
    try reader.checkPlaces(of: layer)
    let read = try ShapeReading(reader, layer, field: field, onto: grid)
    (shapes, owners, notes) = (read.shapes, read.owners, read.notes)
    classes = field == nil ? [] : Set(read.classes).sorted(by: Self.naturally)
    let index = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0 + 1) })
    values = read.classes.map { field == nil ? 1 : Double(index[$0] ?? 0) }
  }

  deinit { shapes.forEach { OGR_G_DestroyGeometry($0) } }

  /// Numbers by value, then other texts by letter; numbers that are written
  /// in two ways by letter too.
  static func naturally(_ a: String, _ b: String) -> Bool {
    let key = { (text: String) -> Double in
      Double(text).flatMap { $0.isFinite ? $0 : nil } ?? .infinity
    }
    return (key(a), a) < (key(b), b)
  }

  /// The names of the fields of the layer that labels are read from.
  package static func fields(of path: String, layer: String? = nil) throws -> [String] {
    try VectorReader(path: path).fields(of: layer, for: .labels(field: nil))
  }

  /// The smallest window of the grid that holds all polygons.
  package func window(on grid: Grid) -> Window? {
    guard let transform = grid.transform else { return nil }
    var columns: [Double] = []
    var rows: [Double] = []
    for shape in shapes {
      var box = OGREnvelope()
      OGR_G_GetEnvelope(shape, &box)
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
    let place = grid.transform ?? .pixels
    var coefficients = place.shifted(column: window.column, row: window.row).coefficients
    GDALSetGeoTransform(memory, &coefficients)
    var bands: [Int32] = [1]
    var burnt = owners.map { values[$0] }
    var shapes = shapes
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
