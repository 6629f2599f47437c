import Foundation

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

  /// Flushes, synchronises, closes and renames.
  func finish() throws {
    guard fflush(stream) == 0, ferror(stream) == 0, !isDurable || fsync(fileno(stream)) == 0
    else {
      throw SheetError.cannotWrite(path: path, reason: NewFile.reason(errno))
    }
    isOpen = false
    guard fclose(stream) == 0, rename(temporary, path) == 0 else {
      let reason = NewFile.reason(errno)
      unlink(temporary)
      throw SheetError.cannotWrite(path: path, reason: reason)
    }
    if isDurable { NewFile.synchronise(folder: NewFile.folder(of: path)) }
  }

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

  /// Makes the new name last; some file systems cannot, and lose nothing.
  private static func synchronise(folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
