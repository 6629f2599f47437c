internal import CSQLite
import RasterIO
import Rasters

/// Puts the polygons of each unit together into one MultiPolygon in a
/// GeoPackage. Patches of a unit meet at corners only, so that the parts
/// are taken as they are. The bytes go from row to row through SQLite's
/// incremental blobs: memory holds one patch at a time, however large a unit
/// is.
///
/// A geometry is a header and well-known binary (OGC 12-128r17, 2.1.3).
struct GeoPackageDissolver {
  let database: SQLite
  /// Table of the polygons, and the one for the units.
  let patches: String
  let units: String

  /// What one unit will be.
  private struct Unit {
    var parts = 0
    var bytes = 0
    var box = Box()
    var reference: Int32 = 0

    /// Header with a box, type and number of parts, parts.
    var size: Int { 40 + 9 + bytes }
  }

  struct Box {
    var minX = Double.infinity
    var maxX = -Double.infinity
    var minY = Double.infinity
    var maxY = -Double.infinity

    mutating func add(_ other: Box) {
      (minX, maxX) = (min(minX, other.minX), max(maxX, other.maxX))
      (minY, maxY) = (min(minY, other.minY), max(maxY, other.maxY))
    }
  }

  /// SQLite's limit of a value.
  private static let mostBytes = 1_000_000_000

  /// Fills the table of units, which has the columns unit, name and, where
  /// there is a scale, hectares. False where a unit is too large to be one
  /// value: then the table stays empty.
  func run(hasArea: Bool) throws -> Bool {
    let found = try survey()
    guard found.values.allSatisfy({ $0.size < Self.mostBytes }) else { return false }
    try database.run("BEGIN")
    try moveGeometryToTheEnd()
    try database.run("CREATE INDEX \"\(patches)_unit\" ON \"\(patches)\" (unit)")
    // A row is its unit's, unless that number cannot be a row's.
    let isPlain = found.keys.allSatisfy { $0 > 0 }
    for (rank, item) in found.sorted(by: { $0.key < $1.key }).enumerated() {
      let row = isPlain ? item.key : rank + 1
      try insert(item.key, item.value, row: row, hasArea: hasArea)
      try fill(item.key, item.value, row: row)
    }
    try database.run(
      "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = "
        + "(SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?) "
        + "WHERE table_name = ?", [.text(patches), .text(units)])
    try database.run("COMMIT")
    return true
  }

  private func survey() throws -> [Int: Unit] {
    var found: [Int: Unit] = [:]
    let rows = try SQLite.Statement(database, "SELECT unit, geom FROM \"\(patches)\" ORDER BY fid")
    while try rows.step() {
      guard let polygon = GeoPackageGeometry(rows.bytes(1)) else { throw damaged() }
      var unit = found[rows.integer(0)] ?? Unit()
      unit.parts += 1
      unit.bytes += polygon.wkb.count
      unit.box.add(polygon.box)
      unit.reference = polygon.reference
      found[rows.integer(0)] = unit
    }
    return found
  }

  private func damaged() -> Failure { Failure("'\(database.name)' holds a damaged geometry") }

  /// Makes the geometry the last column of the empty table of units: only
  /// there does SQLite leave room for bytes without holding them in memory.
  private func moveGeometryToTheEnd() throws {
    try database.run("ALTER TABLE \"\(units)\" DROP COLUMN geom")
    try database.run("ALTER TABLE \"\(units)\" ADD COLUMN geom MULTIPOLYGON")
  }

  /// A row with room for its geometry.
  private func insert(_ number: Int, _ unit: Unit, row: Int, hasArea: Bool) throws {
    let about = try SQLite.Statement(
      database,
      "SELECT min(name)\(hasArea ? ", sum(hectares)" : "") FROM \"\(patches)\" "
        + "WHERE unit = ?", [.integer(number)])
    _ = try about.step()
    let area = hasArea ? ", hectares" : ""
    try database.run(
      "INSERT INTO \"\(units)\" (fid, unit, name\(area), geom) "
        + "VALUES (?, ?, ?\(hasArea ? ", ?" : ""), zeroblob(?))",
      [.integer(row), .integer(number), .text(about.text(0) ?? "")]
        + (hasArea ? [.real(about.real(1))] : []) + [.integer(unit.size)])
  }

  private func header(_ unit: Unit) -> [UInt8] {
    var out: [UInt8] = [0x47, 0x50, 0, 0b11]
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }
    append(unit.reference)
    for edge in [unit.box.minX, unit.box.maxX, unit.box.minY, unit.box.maxY] {
      append(edge.bitPattern)
    }
    append(UInt8(1))
    append(UInt32(6))
    append(UInt32(unit.parts))
    return out
  }

  /// Units come one after the other: writing to several values in turn, SQLite
  /// would look for the place in each of them again and again.
  private func fill(_ number: Int, _ unit: Unit, row: Int) throws {
    let writer = try BlobWriter(database, table: units, column: "geom", row: row)
    try header(unit).withUnsafeBytes { try writer.append($0) }
    let rows = try SQLite.Statement(
      database, "SELECT geom FROM \"\(patches)\" WHERE unit = ? ORDER BY fid", [.integer(number)])
    while try rows.step() {
      guard let polygon = GeoPackageGeometry(rows.bytes(0)) else { throw damaged() }
      try writer.append(polygon.wkb)
    }
    try writer.close()
  }

  /// Writes a value from its beginning to its end.
  private final class BlobWriter {
    private let database: SQLite
    private var blob: OpaquePointer?
    private var offset: Int32 = 0

    init(_ database: SQLite, table: String, column: String, row: Int) throws {
      self.database = database
      var opened: OpaquePointer?
      try database.check(
        sqlite3_blob_open(database.handle, "main", table, column, Int64(row), 1, &opened))
      guard let opened else { throw Failure("'\(database.name)' has no row \(row)") }
      blob = opened
    }

    deinit { sqlite3_blob_close(blob) }

    /// Nothing may be open when a transaction ends.
    func close() throws {
      let code = sqlite3_blob_close(blob)
      blob = nil
      try database.check(code)
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
      try database.check(sqlite3_blob_write(blob, bytes.baseAddress, Int32(bytes.count), offset))
      offset += Int32(bytes.count)
    }
  }
}

/// The parts of a GeoPackage geometry.
struct GeoPackageGeometry {
  let reference: Int32
  let box: GeoPackageDissolver.Box
  let wkb: UnsafeRawBufferPointer

  /// Nil unless it is little-endian with a box of two axes, as GDAL writes
  /// polygons.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 49, bytes[0] == 0x47, bytes[1] == 0x50, bytes[3] == 0b11 else { return nil }
    reference = Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self))
    func edge(_ index: Int) -> Double {
      Double(
        bitPattern: UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: 8 + 8 * index, as: UInt64.self)))
    }
    box = .init(minX: edge(0), maxX: edge(1), minY: edge(2), maxY: edge(3))
    wkb = UnsafeRawBufferPointer(rebasing: bytes[40...])
  }
}
