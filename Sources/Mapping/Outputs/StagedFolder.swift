import Foundation
import Rasters

/// A folder of results whose files are written into a hidden folder inside it
/// and take their places together: a run that fails leaves nothing, and results
/// of two runs are never mixed.
struct StagedFolder {
  let path: String
  /// Where files are until they take their places.
  let staging: String
  private let absolute: String
  private let created: Bool

  /// Makes the folder; refuses one that holds results unless told to overwrite
  /// them.
  ///
  /// - Parameter names: of results.
  init(_ path: String, names: [String], overwrite: Bool) throws {
    self.path = path
    absolute = URL(fileURLWithPath: path).path
    staging = TemporaryName.beside(absolute + "/results")
    created = try !Self.check(path, names: names, overwrite: overwrite)
    if created { try Self.make(path) }
    guard mkdir(staging, 0o777) == 0 else {
      let reason = String(cString: strerror(errno))
      if created { rmdir(path) }
      throw Failure("the folder '\(path)' cannot be written to: \(reason)")
    }
  }

  /// Whether the folder is there already; throws where a run into it would be
  /// refused.
  @discardableResult
  static func check(_ path: String, names: [String], overwrite: Bool) throws -> Bool {
    guard !path.isEmpty else { throw Failure.usage("--out is empty") }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, !isFolder.boolValue {
      throw Failure.usage("'\(path)' is a file; --out must name a folder")
    }
    let there = names.filter { FileManager.default.fileExists(atPath: path + "/" + $0) }
    guard overwrite || there.isEmpty else {
      throw Failure.usage(
        "'\(path)' already holds \(there.joined(separator: ", ")); add --overwrite to replace them")
    }
    return exists
  }

  /// With the system's own words where it cannot.
  static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      // The system's own words, where they say more than Foundation's.
      let code = mkdir(path, 0o777) == 0 ? 0 : errno
      let reason =
        code == 0 || code == ENOENT
        ? TemporaryName.reason(of: error) : String(cString: strerror(code))
      throw Failure("cannot make the folder '\(path)': \(reason)")
    }
  }

  /// Where a file is written until ``publish(_:keeping:)``.
  func file(_ name: String) -> String { staging + "/" + name }

  /// Where a file is in the end.
  func place(_ name: String) -> String { absolute + "/" + name }

  /// Moves finished files to their places in the order of their names, of which
  /// the last says that the others are complete; takes away what an earlier run
  /// left, but for the names in `kept`.
  func publish(_ names: [String], keeping kept: Set<String>) throws {
    if let last = names.last { unlink(place(last)) }
    for name in names {
      if FileManager.default.fileExists(atPath: file(name)) {
        try TemporaryName.commit(file(name), as: place(name))
      } else if !kept.contains(name) {
        unlink(place(name))
      }
    }
    rmdir(staging)
  }

  /// Takes away what this run wrote; returns the error with the names that
  /// files would have had.
  func abandon(_ error: any Error) -> any Error {
    try? FileManager.default.removeItem(atPath: staging)
    if created { rmdir(path) }
    guard var failure = error as? Failure else { return error }
    failure.description = failure.description.replacingOccurrences(of: staging, with: absolute)
    return failure
  }
}
