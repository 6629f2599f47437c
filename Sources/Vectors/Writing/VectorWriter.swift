internal import CGDAL
import Files
import Foundation
import RasterIO
package import Rasters

/// A file of polygons, points or plain rows with attributes that is written under a temporary name
/// and takes its final one when finished. Dropped unfinished, it leaves
/// nothing.
package final class VectorWriter {
  /// An attribute of every feature or row.
  package struct Field: Sendable {
    package enum Kind: Sendable { case boolean, integer, integer64, real, text }

    package var name: String
    package var kind: Kind

    package init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// Its value.
  package enum Value: Sendable, Equatable {
    /// NULL.
    case none
    case integer(Int)
    case real(Double)
    case text(String)
  }

  package let path: String
  package let format: VectorFormat
  /// A folder for this file alone; its files have their final names.
  private let folder: String
  package var temporary: String {
    folder + "/" + URL(fileURLWithPath: path).lastPathComponent
  }
  private var dataset: GDALDatasetH?
  private var layer: OGRLayerH?
  /// The name of the layer that polygons are written to.
  private var layerName = ""
  private var pending = 0
  /// Features of the current layer.
  package private(set) var featureCount = 0

  /// Features of one transaction.
  private static let most = 50_000

  package init(path: String) throws {
    GDAL.start()
    self.path = path
    format = try VectorFormat(path: path)
    folder = TemporaryName.beside(path)
    guard mkdir(folder, 0o777) == 0 else {
      throw Failure("cannot write '\(path)': \(String(cString: strerror(errno)))")
    }
    do {
      try writing {
        dataset = create()
        guard dataset != nil else { throw failure() }
      }
      followUmask()
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  /// Runs calls of GDAL that write; any error of theirs is one.
  private func writing<R>(_ body: () throws -> R) throws -> R {
    GDAL.resetErrors()
    return try GDAL.writing(path, as: folder, body)
  }

  /// A database under a temporary name needs no journal: it has nothing to
  /// save. Its cache (megabytes) holds most of a spatial index that is being
  /// built.
  private func create() -> GDALDatasetH? {
    let settings = [
      ("OGR_SQLITE_JOURNAL", "OFF"), ("OGR_SQLITE_SYNCHRONOUS", "OFF"), ("OGR_SQLITE_CACHE", "64"),
    ]
    for (key, value) in settings { CPLSetThreadLocalConfigOption(key, value) }
    defer { for (key, _) in settings { CPLSetThreadLocalConfigOption(key, nil) } }
    let driver = GDALGetDriverByName(format.driver)
    // SQLite looks after its own errors.
    let name = format == .geoPackage ? temporary : WatchedFiles.name(of: temporary)
    return GDAL.withStrings(format.options) {
      GDALCreate(driver, name, 0, 0, 0, GDT_Unknown, $0)
    }
  }

  /// SQLite would keep a group from writing whatever the umask allows, which the
  /// folder shows.
  private func followUmask() {
    var facts = stat()
    if stat(folder, &facts) == 0 { chmod(temporary, facts.st_mode & 0o666) }
  }

  deinit {
    if let dataset { GDALClose(dataset) }
    _ = WatchedFiles.takeFailure(of: folder)
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func failure() -> Failure {
    Failure("cannot write '\(path)': \(GDAL.lastMessage)")
  }

  /// Adds a layer, to which polygons are written from now on.
  package func addLayer(
    _ name: String, of grid: Grid, fields: [Field], isDissolved: Bool = false
  ) throws {
    try addLayer(
      name, isDissolved ? wkbMultiPolygon : wkbPolygon, wkt: grid.wkt, fields: fields,
      options: isDissolved ? ["SPATIAL_INDEX=NO"] : [])
  }

  /// Adds a layer, to which points are written from now on.
  package func addPointLayer(_ name: String, of grid: Grid, fields: [Field]) throws {
    try addLayer(name, wkbPoint, wkt: grid.wkt, fields: fields)
  }

  /// Adds a layer of points in no reference system of the earth.
  package func addPointLayer(_ name: String, fields: [Field]) throws {
    try addLayer(name, wkbPoint, wkt: nil, fields: fields)
  }

  /// Adds a table without geometry, to which rows are written from now on.
  package func addTable(_ name: String, fields: [Field]) throws {
    try addLayer(name, wkbNone, wkt: nil, fields: fields)
  }

  private func addLayer(
    _ name: String, _ type: OGRwkbGeometryType, wkt: String?, fields: [Field],
    options: [String] = []
  ) throws {
    try commit()
    (layerName, featureCount) = (name, 0)
    try writing { try makeLayer(name, type, wkt: wkt, fields: fields, options: options) }
  }

  private func makeLayer(
    _ name: String, _ type: OGRwkbGeometryType, wkt: String?, fields: [Field],
    options: [String]
  ) throws {
    let reference = wkt.flatMap { OSRNewSpatialReference($0) }
    defer { reference.map { OSRDestroySpatialReference($0) } }
    if let reference { OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER) }
    layer = GDAL.withStrings(format.layerOptions + options) {
      GDALDatasetCreateLayer(dataset, name, reference, type, $0)
    }
    guard let layer else { throw failure() }
    for field in fields {
      let definition = OGR_Fld_Create(field.name, field.kind.type)
      defer { OGR_Fld_Destroy(definition) }
      if field.kind == .boolean { OGR_Fld_SetSubType(definition, OFSTBoolean) }
      if format == .shapefile, field.kind == .real {
        OGR_Fld_SetWidth(definition, 19)
        OGR_Fld_SetPrecision(definition, 4)
      }
      guard OGR_L_CreateField(layer, definition, 1) == OGRERR_NONE else { throw failure() }
    }
  }

  /// Writes a polygon with the values of its fields, in their order.
  package func write(_ polygon: WKBPolygon, _ values: [Value]) throws {
    guard polygon.bytes.count <= Int(Int32.max) else { throw failure() }
    try write(values) {
      var geometry: OGRGeometryH?
      let made = polygon.bytes.withUnsafeBytes {
        OGR_G_CreateFromWkb($0.baseAddress, nil, &geometry, Int32(clamping: $0.count))
      }
      return made == OGRERR_NONE ? geometry : nil
    }
  }

  /// Writes a point in map coordinates with the values of its first fields;
  /// the others stay empty.
  package func write(x: Double, y: Double, _ values: [Value]) throws {
    try write(values) {
      let point = OGR_G_CreateGeometry(wkbPoint)
      if let point { OGR_G_SetPoint_2D(point, 0, x, y) }
      return point
    }
  }

  /// Writes a row of a table, or of a layer without a place.
  package func write(row values: [Value]) throws { try write(values, geometry: nil) }

  private func write(_ values: [Value], geometry: (() -> OGRGeometryH?)?) throws {
    try writing { try writeFeature(values, geometry: geometry) }
    featureCount += 1
    pending += 1
    if pending == Self.most { try commit() }
  }

  /// Formats without transactions have no need of them.
  private var hasTransactions: Bool {
    layer.map { OGR_L_TestCapability($0, OLCTransactions) != 0 } ?? false
  }

  private func writeFeature(_ values: [Value], geometry: (() -> OGRGeometryH?)?) throws {
    if pending == 0, hasTransactions { GDALDatasetStartTransaction(dataset, 0) }
    guard let layer, let feature = OGR_F_Create(OGR_L_GetLayerDefn(layer)) else { throw failure() }
    defer { OGR_F_Destroy(feature) }
    for (index, value) in values.enumerated() { value.set(feature, Int32(index)) }
    if let geometry {
      guard let made = geometry(), OGR_F_SetGeometryDirectly(feature, made) == OGRERR_NONE
      else { throw failure() }
    }
    guard OGR_L_CreateFeature(layer, feature) == OGRERR_NONE else { throw failure() }
  }

  private func commit() throws {
    guard pending > 0 else { return }
    pending = 0
    guard hasTransactions else { return }
    try writing {
      guard GDALDatasetCommitTransaction(dataset) == OGRERR_NONE else { throw failure() }
    }
  }

  /// Closes the file under its temporary name, for more to be done to it.
  package func close() throws {
    guard let dataset else { return }
    try commit()
    self.dataset = nil
    layer = nil
    try writing {
      GDALFlushCache(dataset)
      GDALClose(dataset)
    }
  }

  /// Closes the file, has GDAL read it again, and gives it its name.
  package func finish() throws {
    try close()
    try verify()
    guard format.endings.count > 1 else { return try TemporaryName.commit(temporary, as: path) }
    // The named file comes last: the others are complete when it is there.
    let names = zip(format.files(at: temporary), format.files(at: path)).reversed().map {
      (from: $0, to: $1)
    }
    let made = names.filter { FileManager.default.fileExists(atPath: $0.from) }
    let gone = names.map(\.to).filter { name in !made.contains { $0.to == name } }
    try Publication(made, gone: gone, aside: folder + "/earlier").run()
  }

  private func verify() throws {
    GDAL.resetErrors()
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY)
    let opened = GDAL.withStrings([format.driver]) {
      GDALOpenEx(temporary, flags, constant($0), nil, nil)
    }
    guard let opened else { throw failure() }
    defer { GDALClose(opened) }
    let layer =
      format == .geoPackage
      ? GDALDatasetGetLayerByName(opened, layerName) : GDALDatasetGetLayer(opened, 0)
    guard let layer, OGR_L_GetFeatureCount(layer, 1) == GIntBig(featureCount), try isSound()
    else { throw Failure("'\(path)' does not hold what was written to it") }
  }

  /// What SQLite finds when it looks through all pages of a database.
  private func isSound() throws -> Bool {
    guard format == .geoPackage else { return true }
    let database = try SQLite(reading: temporary, name: path)
    let answer = try SQLite.Statement(database, "PRAGMA quick_check(1)")
    return try answer.step() && answer.text(0) == "ok"
  }
}

extension VectorWriter.Field.Kind {
  var type: OGRFieldType {
    switch self {
    case .boolean, .integer: OFTInteger
    case .integer64: OFTInteger64
    case .real: OFTReal
    case .text: OFTString
    }
  }
}

extension VectorWriter.Value {
  func set(_ feature: OGRFeatureH, _ index: Int32) {
    switch self {
    case .none: OGR_F_SetFieldNull(feature, index)
    case .integer(let value): OGR_F_SetFieldInteger64(feature, index, GIntBig(value))
    case .real(let value): OGR_F_SetFieldDouble(feature, index, value)
    case .text(let value): OGR_F_SetFieldString(feature, index, value)
    }
  }
}
