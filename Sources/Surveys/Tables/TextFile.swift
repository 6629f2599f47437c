import Foundation
import Rasters

/// A file of text that is written in pieces under a temporary name.
final class TextFile {
  private let path: String
  private let temporary: String
  private var stream: UnsafeMutablePointer<FILE>?

  init(_ path: String) throws {
    self.path = path
    temporary = TemporaryName.beside(path)
    stream = fopen(temporary, "wb")
    guard stream != nil else { throw failure() }
  }

  deinit {
    guard let stream else { return }
    fclose(stream)
    unlink(temporary)
  }

  private func failure() -> Failure {
    Failure("cannot write '\(path)': \(String(cString: strerror(errno)))")
  }

  func write(_ bytes: [UInt8]) throws {
    guard let stream, fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
      throw failure()
    }
  }

  func write(_ text: String) throws { try write(Array(text.utf8)) }

  func finish() throws {
    guard let open = stream else { return }
    stream = nil
    guard fclose(open) == 0 else {
      let failure = failure()
      unlink(temporary)
      throw failure
    }
    try TemporaryName.commit(temporary, as: path)
  }
}
