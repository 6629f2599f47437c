import Foundation
import Rasters

/// A file without a name for what does not fit into memory; zeros where
/// nothing was written. Reads of any threads go side by side.
final class ScratchFile: Sendable {
  private let descriptor: Int32

  init(byteCount: Int, in folder: String) throws {
    let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let path = folder + "/facies-\(getpid())-\(random).tmp"
    descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Failure("no scratch file in '\(folder)': \(String(cString: strerror(errno)))")
    }
    unlink(path)
    guard ftruncate(descriptor, off_t(byteCount)) == 0 else {
      throw Failure("no room in '\(folder)': \(String(cString: strerror(errno)))")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw Failure("cannot write a scratch file: \(String(cString: strerror(errno)))")
      }
      done += count
    }
  }

  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      let count = pread(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw Failure("cannot read a scratch file: \(String(cString: strerror(errno)))")
      }
      done += count
    }
  }
}
