import CInflate
import Rasters
import Synchronization

/// A file, plain or packed by gzip, of which parts are read: fast from front
/// to back.
final class GzipFile: Sendable {
  private struct Handle: @unchecked Sendable { var file: gzFile }

  private let handle: Mutex<Handle>
  private let name: String

  init(_ path: String, name: String) throws {
    guard let file = gzopen(path, "rb") else { throw Failure("'\(name)' cannot be read") }
    gzbuffer(file, 1 << 18)
    handle = Mutex(Handle(file: file))
    self.name = name
  }

  deinit { _ = handle.withLock { gzclose_r($0.file) } }

  /// `count` bytes (at most 1 GB) from `offset` of what was packed.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    let found = handle.withLock { handle -> [UInt8] in
      guard gzseek(handle.file, Int(offset), SEEK_SET) == Int(offset) else { return [] }
      return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = max(0, Int(gzread(handle.file, buffer.baseAddress, UInt32(count))))
      }
    }
    guard found.count == count else {
      throw Failure("'\(name)' ends before what its header says, or is damaged")
    }
    return found
  }
}
