internal import CSQLite
import RasterIO
import Rasters

/// A database that is written by us alone: one handle, one owner.
final class SQLite {
  /// What messages call it.
  let name: String
  let handle: OpaquePointer

  /// Opens a file that is there. It has no journal: the file is not used by
  /// others before it has its final name.
  init(path: String, name: String) throws {
    self.name = name
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let reason = String(cString: sqlite3_errmsg(opened))
      sqlite3_close(opened)
      throw Failure("'\(name)' cannot be opened: \(reason)")
    }
    handle = opened
    try run("PRAGMA journal_mode = OFF")
    try run("PRAGMA synchronous = OFF")
  }

  /// Opens a file to look into it.
  init(reading path: String, name: String? = nil) throws {
    self.name = name ?? path
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let reason = String(cString: sqlite3_errmsg(opened))
      sqlite3_close(opened)
      throw Failure("'\(name ?? path)' cannot be opened: \(reason)")
    }
    handle = opened
  }

  deinit { sqlite3_close(handle) }

  /// Triggers of a GeoPackage call functions that only GDAL knows. They look
  /// after geometries: what leaves those alone does not need them.
  func disableTriggers() throws { try check(facies_sqlite_without_triggers(handle)) }

  func check(_ code: Int32) throws {
    guard code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW else {
      throw Failure("'\(name)' cannot be written: \(String(cString: sqlite3_errmsg(handle)))")
    }
  }

  /// Runs a statement without a result; values are bound, never pasted in.
  func run(_ sql: String, _ values: [VectorWriter.Value] = []) throws {
    let statement = try Statement(self, sql, values)
    while try statement.step() {}
  }

  /// A prepared statement and its current row.
  final class Statement {
    let handle: OpaquePointer
    private let database: SQLite

    init(_ database: SQLite, _ sql: String, _ values: [VectorWriter.Value] = []) throws {
      self.database = database
      var prepared: OpaquePointer?
      try database.check(sqlite3_prepare_v2(database.handle, sql, -1, &prepared, nil))
      guard let prepared else { throw Failure("'\(database.name)': empty statement") }
      handle = prepared
      for (index, value) in values.enumerated() { try bind(value, Int32(index + 1)) }
    }

    deinit { sqlite3_finalize(handle) }

    private func bind(_ value: VectorWriter.Value, _ index: Int32) throws {
      switch value {
      case .none: try database.check(sqlite3_bind_null(handle, index))
      case .integer(let value): try database.check(sqlite3_bind_int64(handle, index, Int64(value)))
      case .real(let value): try database.check(sqlite3_bind_double(handle, index, value))
      case .text(let value):
        // SQLite copies what it is given before the call returns.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        try database.check(sqlite3_bind_text(handle, index, value, -1, transient))
      }
    }

    /// Goes to the next row; false where there is none.
    func step() throws -> Bool {
      let code = sqlite3_step(handle)
      try database.check(code)
      return code == SQLITE_ROW
    }

    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

    func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    func text(_ column: Int32) -> String? {
      sqlite3_column_text(handle, column).map(String.init(cString:))
    }

    /// Bytes that are there until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
      let start = sqlite3_column_blob(handle, column)
      return UnsafeRawBufferPointer(
        start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
  }
}
