import Foundation
import Rasters

/// A file that is written in pieces under a temporary name and has its own only
/// when it is whole. Dropped unfinished, it leaves nothing.
package final class OutputFile {
  private let path: String
  private let temporary: String
  private var descriptor: Int32
  private var pending: [UInt8] = []
  private var written = 0

  /// Bytes that are handed to the system together.
  private static let most = 1 << 16

  package init(_ path: String) throws {
    self.path = path
    temporary = TemporaryName.beside(path)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure() }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
  }

  package func write(_ bytes: [UInt8]) throws {
    pending += bytes
    if pending.count >= Self.most { try flush() }
  }

  package func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Closes the file, sees to it that all of it is there, and gives it its
  /// name.
  ///
  /// - Parameter check: looks at the file under the name that it is given.
  package func finish(check: (_ written: String) throws -> Void = { _ in }) throws {
    try flush()
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw failure() }
    guard Int(facts.st_size) == written else {
      throw Failure("'\(path)' does not hold what was written to it")
    }
    try check(temporary)
    let open = descriptor
    descriptor = -1
    guard close(open) == 0 else {
      let failure = failure()
      unlink(temporary)
      throw failure
    }
    try TemporaryName.commit(temporary, as: path)
  }

  /// Goes on after short writes and interruptions.
  private func flush() throws {
    try pending.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Foundation.write(
          descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw failure() }
        done += count
      }
      written += done
    }
    pending.removeAll(keepingCapacity: true)
  }

  private func failure() -> Failure {
    Failure("cannot write '\(path)': \(TemporaryName.systemReason)")
  }
}
