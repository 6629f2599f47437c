import Foundation
import Rasters

/// A file without a name for what does not fit into memory: it takes room on
/// the disk of a folder until it is closed, and nothing can leave it behind,
/// not even `kill -9`. Zeros where nothing was written; reads and writes of any
/// threads go side by side.
package final class ScratchFile: Sendable {
  package let descriptor: Int32
  private let folder: String

  /// - Parameter byteCount: room that is taken at once.
  package init(byteCount: Int = 0, in folder: String) throws {
    self.folder = folder
    let path = TemporaryName.beside(folder + "/scratch")
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Failure("cannot write to '\(folder)': \(String(cString: strerror(errno)))")
    }
    unlink(path)
    if byteCount > 0 { try reserve(bytes: byteCount) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Takes the room on the disk beforehand: a full disk is an error here and
  /// not a signal later.
  package func reserve(bytes: Int) throws {
    let code = posix_fallocate(descriptor, 0, off_t(bytes))
    guard code == 0 else {
      throw Failure(
        "no room for a temporary file of \(bytes) bytes in '\(folder)': "
          + String(cString: strerror(code)))
    }
  }

  package func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    try transfer(bytes.count) {
      pread(descriptor, bytes.baseAddress?.advanced(by: $0), bytes.count - $0, off_t(offset + $0))
    }
  }

  package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    try transfer(bytes.count) {
      pwrite(descriptor, bytes.baseAddress?.advanced(by: $0), bytes.count - $0, off_t(offset + $0))
    }
  }

  /// Goes on after short transfers and interruptions.
  private func transfer(_ count: Int, _ step: (_ done: Int) -> Int) throws {
    var done = 0
    while done < count {
      let moved = step(done)
      if moved < 0, errno == EINTR { continue }
      guard moved > 0 else {
        let reason = moved == 0 ? "unexpected end" : String(cString: strerror(errno))
        throw Failure("a temporary file in '\(folder)' failed: \(reason)")
      }
      done += moved
    }
  }
}
