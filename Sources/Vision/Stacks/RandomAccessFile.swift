import Foundation
import Rasters

/// A file of which parts are read as they are asked for.
package final class RandomAccessFile: Sendable {
  private let descriptor: Int32
  /// What errors call it.
  package let name: String
  package let size: Int

  /// Folders, pipes and devices are refused.
  package init(_ path: String, name: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    self.name = name
    var facts = stat()
    guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
      let reason = String(cString: strerror(errno))
      if descriptor >= 0 { close(descriptor) }
      throw Failure("'\(name)' cannot be read: \(reason)")
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Failure("'\(name)' is not a file")
    }
    size = Int(facts.st_size)
  }

  deinit { close(descriptor) }

  /// `count` bytes from `offset` on; throws where the file ends before, and
  /// then makes no room for them.
  package func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    guard offset >= 0, count >= 0, count <= size - offset else {
      throw Failure("'\(name)' ends before what its header says")
    }
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled,
          off_t(offset + filled))
        guard got > 0 else {
          if got < 0, errno == EINTR { continue }
          throw Failure("'\(name)' has become shorter while it was read")
        }
        filled += got
      }
    }
  }
}
