import Files
import Foundation
import Rasters

/// A file that appears under its name only when it is whole: written beside
/// it as `.NAME.tmp-<pid>-<random>`, synchronised and renamed. Until
/// `finish()` has succeeded, nothing is left behind.
final class NewFile {
  let path: String
  let stream: UnsafeMutablePointer<FILE>
  private let temporary: String
  private let isDurable: Bool
  private var isOpen = true

  /// Creates the temporary file. Refuses a path where something other than an
  /// ordinary file is. One that is not durable is left to the system to bring
  /// to the disk: for files of a folder that is synchronised as a whole.
  init(path: String, isDurable: Bool = true) throws {
    self.path = path
    self.isDurable = isDurable
    try NewFile.checkTarget(path)
    temporary = NewFile.temporaryPath(for: path)
    let descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw NewFile.creationFailure(path, errno) }
    guard let stream = fdopen(descriptor, "wb") else {
      let reason = NewFile.reason(errno)
      close(descriptor)
      unlink(temporary)
      throw SheetError.cannotCreate(path: path, reason: reason)
    }
    self.stream = stream
  }

  deinit {
    guard isOpen else { return }
    fclose(stream)
    unlink(temporary)
  }

  /// The signature of a PNG, and its last chunk.
  private static let signature: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]
  private static let end: [UInt8] = [0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130]

  /// Flushes, closes, looks at the ends of the PNG, synchronises and renames.
  func finish() throws {
    guard fflush(stream) == 0, ferror(stream) == 0 else { throw failure }
    isOpen = false
    do {
      guard fclose(stream) == 0 else { throw failure }
      try FileEnds.check(temporary, begins: Self.signature, ends: Self.end, named: path)
      if isDurable {
        try TemporaryName.commit(temporary, as: path)
      } else if rename(temporary, path) != 0 {
        throw failure
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Why the stream could not be written to.
  var failure: SheetError { .cannotWrite(path: path, reason: NewFile.reason(errno)) }

  static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

  private static func checkTarget(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else { throw SheetError.notAFile(path) }
  }

  private static func creationFailure(_ path: String, _ code: Int32) -> SheetError {
    code == ENOENT
      ? .noFolder(folder(of: path)) : .cannotCreate(path: path, reason: reason(code))
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Names of files end at 255 bytes; the part taken from NAME leaves room.
  private static func temporaryPath(for path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    var kept = name.prefix(200)
    while kept.utf8.count > 200 { kept.removeLast() }
    let random = String(UInt64.random(in: 0...UInt64.max), radix: 16)
    return folder(of: path) + "/.\(kept).tmp-\(getpid())-\(random)"
  }
}
