package import Foundation

/// A fresh folder that goes away with its owner, and at the latest with the
/// test process.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = Self.root + "/" + UUID().uuidString.prefix(13)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// One root for the whole process, so that folders kept in static values
  /// are removed too.
  private static let root: String = {
    atexit { TemporaryFolder.removeRoot() }
    return NSTemporaryDirectory() + "/facies-tests-\(getpid())"
  }()

  private static func removeRoot() { try? FileManager.default.removeItem(atPath: root) }

  package func file(_ name: String) -> String { path + "/" + name }

  /// Writes a small file and returns its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try text.write(toFile: file(name), atomically: false, encoding: .utf8)
    return file(name)
  }

  /// Makes a folder inside and returns its path.
  package func folder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: file(name), withIntermediateDirectories: true)
    return file(name)
  }
}

/// Looks at folders and files.
package enum Files {
  /// Names in a folder, hidden ones too; empty where there is no folder.
  package static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  package static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  package static func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  package static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }
}
