import Foundation

/// A folder in memory for the files of one input; it goes with its owner.
final class ScratchFolder {
  let path: String

  init() throws {
    let root = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
    var name = Array("\(root)/facies-fuzz-XXXXXX".utf8CString)
    guard let made = mkdtemp(&name) else { throw CocoaError(.fileWriteUnknown) }
    path = String(cString: made)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let full = path + "/" + name
    let descriptor = open(full, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
      throw CocoaError(.fileWriteUnknown)
    }
    return full
  }

  /// A file of these bytes for as long as `body` runs.
  static func with(
    _ bytes: [UInt8], name: String, _ body: (String) throws -> Void
  ) throws {
    let scratch = try ScratchFolder()
    try body(scratch.file(name, bytes))
    withExtendedLifetime(scratch) {}
  }
}
