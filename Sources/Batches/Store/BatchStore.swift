import Foundation
internal import GRDB
import Rasters

/// The state of a batch: `batch.sqlite` in its folder. Any number of processes
/// may use it at once; every change is one transaction.
final class BatchStore: Sendable {
  static let fileName = "batch.sqlite"
  private static let version = 1

  let path: String
  private let queue: DatabaseQueue

  enum Use { case begin, goOn, look }

  /// Opens the state of the batch in a folder; to look at it changes nothing.
  init(folder: String, use: Use) throws {
    path = folder + "/" + Self.fileName
    guard use == .begin || FileManager.default.fileExists(atPath: path) else {
      throw Failure.usage("'\(folder)' holds no batch: there is no \(Self.fileName) in it")
    }
    if use == .begin { Self.make(path) }
    queue = try Self.opened(path, readOnly: use == .look)
    try guarded { use == .look ? try queue.read(Self.check) : try queue.write(Self.prepare) }
  }

  /// SQLite would keep a group from writing whatever the umask allows.
  private static func make(_ path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    if file >= 0 { close(file) }
  }

  /// Several processes that begin one batch at once may find it locked for a
  /// moment while its journal is set up.
  private static func opened(_ path: String, readOnly: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.label = "batch"
    configuration.readonly = readOnly
    // A write-ahead log lives in memory that machines do not share.
    if !readOnly { configuration.journalMode = FileSystemKind.isShared(path) ? .default : .wal }
    for _ in 0..<200 {
      do {
        return try DatabaseQueue(path: path, configuration: configuration)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        usleep(50_000)
      } catch {
        throw failure(error, path)
      }
    }
    throw Failure("'\(path)' has been locked by another program for 10 s")
  }

  private static func check(_ database: Database) throws {
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found <= version else {
      throw Failure(
        "the batch was begun by a newer facies (its state has version \(found), this one knows "
          + "\(version)): use that one")
    }
  }

  private static func prepare(_ database: Database) throws {
    try check(database)
    guard try Int.fetchOne(database, sql: "PRAGMA user_version") == 0 else { return }
    try database.execute(
      sql: """
        CREATE TABLE job (
          ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
          source TEXT NOT NULL UNIQUE, template TEXT, model TEXT, needs TEXT,
          digest TEXT NOT NULL, status TEXT NOT NULL, attempts INTEGER NOT NULL,
          failures INTEGER NOT NULL, started REAL, finished REAL, seconds REAL,
          peakBytes INTEGER, budgetBytes INTEGER, exitCode INTEGER, error TEXT, claim TEXT,
          lease REAL);
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        PRAGMA user_version = \(version);
        """)
  }

  // MARK: transactions

  func read<T: Sendable>(_ body: (Database) throws -> T) throws -> T {
    try guarded { try queue.read(body) }
  }

  /// Nobody else changes anything meanwhile.
  func write<T: Sendable>(_ body: (Database) throws -> T) throws -> T {
    try guarded { try queue.write(body) }
  }

  private func guarded<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as DatabaseError { throw Self.failure(error, path) }
  }

  private static func failure(_ error: any Error, _ path: String) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let reason = error.message ?? "code \(error.resultCode.rawValue)"
    if error.resultCode == .SQLITE_NOTADB {
      return Failure("'\(path)' is not the state of a batch: \(reason)")
    }
    return Failure("the state of the batch, '\(path)', cannot be used: \(reason)")
  }

  // MARK: what is in it

  func jobs() throws -> [JobRecord] {
    try read { try JobRecord.order(Column("ordinal")).fetchAll($0) }
  }

  /// Grows with every change of another process, and with each of this one.
  func changes() throws -> [Int] {
    try read {
      [try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0, $0.totalChangesCount]
    }
  }

  func setting<T: Codable & Sendable>(_ name: String, as type: T.Type) throws -> T? {
    let text = try read {
      try String.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }
    return text.flatMap { try? JSONDecoder().decode(T.self, from: Data($0.utf8)) }
  }

  func set(_ name: String, to value: some Codable & Sendable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    try write {
      try $0.execute(
        sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, text])
    }
  }
}
