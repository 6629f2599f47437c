import Foundation
import Rasters

/// A file of which parts are read as they are asked for.
final class BlockFile {
  private let descriptor: Int32
  private let typed: String
  let size: Int

  init(_ path: String, typed: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.typed = typed
    var facts = stat()
    guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
      throw Failure("'\(typed)' cannot be read: \(String(cString: strerror(errno)))")
    }
    size = Int(facts.st_size)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// `count` bytes from `offset` on; throws where the file ends before.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled)
        )
        guard got > 0 else {
          if got < 0, errno == EINTR { continue }
          throw Failure("'\(typed)' has become shorter while it was read")
        }
        filled += got
      }
    }
  }
}
