import Foundation
import Rasters

/// A plain file that is read in pieces from where they lie. It is never mapped:
/// a file that shrinks meanwhile gives an error, not a signal.
///
/// `@unchecked Sendable` because `pread` keeps no place.
final class FileBytes: @unchecked Sendable {
  let path: String
  let size: Int
  private let descriptor: Int32

  /// Pipes, devices and folders are refused, links to files followed. `what`
  /// is what errors say that the file should be.
  init(path: String, what: String) throws {
    self.path = path
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let kind = try? url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
    guard let kind else { throw Failure("'\(path)' cannot be found; check the path of \(what)") }
    guard kind.isRegularFile == true, let size = kind.fileSize else {
      throw Failure("'\(path)' is not a file; \(what) are one file")
    }
    descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure("'\(path)' cannot be read; may this user read it?")
    }
    self.size = size
  }

  deinit { close(descriptor) }

  /// The bytes of a range; one that the file does not have is an error.
  func read(_ range: Range<Int>) throws -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= size else { throw cutOff }
    return try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
        let got = pread(
          descriptor, rest.baseAddress, range.count - count, off_t(range.lowerBound + count))
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { throw cutOff }
        count += got
      }
    }
  }

  private var cutOff: Failure {
    Failure("'\(path)' ends before what it announces (truncated download?)")
  }
}
