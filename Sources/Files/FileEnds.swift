import Foundation
import Rasters

/// Whether a file that was written has its beginning and its end.
package enum FileEnds {
  /// - Parameter path: what messages call the file.
  package static func check(
    _ file: String, begins: [UInt8], ends: [UInt8], named path: String
  ) throws {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure("cannot reopen '\(path)': \(TemporaryName.systemReason)")
    }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    guard bytes(descriptor, begins.count, at: 0) == begins,
      bytes(descriptor, ends.count, at: size - off_t(ends.count)) == ends
    else { throw Failure("'\(path)' does not hold what was written to it") }
  }

  package static func check(
    _ file: String, begins: String, ends: String, named path: String
  ) throws {
    try check(file, begins: Array(begins.utf8), ends: Array(ends.utf8), named: path)
  }

  private static func bytes(_ descriptor: Int32, _ count: Int, at offset: off_t) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &out, count, offset) == count ? out : []
  }
}
