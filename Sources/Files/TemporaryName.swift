package import Foundation
import Rasters

/// Files appear under their final names only when they are complete: they
/// are written beside it under a temporary name and renamed.
package enum TemporaryName {
  /// `.NAME.tmp-PID-RANDOM` in the folder of `path`.
  package static func beside(_ path: String) -> String {
    let url = URL(fileURLWithPath: path)
    let random = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    let name = ".\(url.lastPathComponent).tmp-\(getpid())-\(random)"
    return url.deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// Flushes a finished temporary file to the disk and gives it its name;
  /// removes it where that fails.
  package static func commit(_ temporary: String, as path: String) throws {
    do {
      try synchronise(temporary, named: path)
      guard rename(temporary, path) == 0 else {
        throw Failure("cannot name the finished file '\(path)': \(systemReason)")
      }
    } catch {
      unlink(temporary)
      throw error
    }
    try synchroniseFolder(of: path)
  }

  /// Flushes a file to the disk; messages call it by its final name.
  static func synchronise(_ file: String, named path: String) throws {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("cannot reopen '\(path)': \(systemReason)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw Failure("cannot flush '\(path)' to the disk: \(systemReason)")
    }
  }

  /// Makes the names in the folder of a file last. Some file systems and some
  /// permissions do not let us, and lose nothing by it.
  package static func synchroniseFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || !isDiskError(errno) else {
      throw Failure("cannot flush the folder of '\(path)' to the disk: \(systemReason)")
    }
  }

  /// Writes a whole small file this way, and reads it again before it gets its
  /// name.
  package static func write(_ data: Data, to path: String) throws {
    let file = try OutputFile(path)
    try file.write([UInt8](data))
    try file.finish { written in
      guard (try? Data(contentsOf: URL(fileURLWithPath: written))) == data else {
        throw Failure("'\(path)' does not hold what was written to it")
      }
    }
  }

  package static func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  /// Makes a folder and those above it; says in the system's own words why
  /// that cannot be.
  package static func makeFolder(_ path: String) throws {
    var code = mkdir(path, 0o777) == 0 ? 0 : errno
    let above = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if code == ENOENT, above.count < URL(fileURLWithPath: path).path.count {
      try makeFolder(above)
      code = mkdir(path, 0o777) == 0 ? 0 : errno
    }
    guard code == 0 || code == EEXIST else {
      throw Failure("cannot make the folder '\(path)': \(String(cString: strerror(code)))")
    }
  }

  /// What the system says about its last error.
  package static var systemReason: String { String(cString: strerror(errno)) }

  /// Errors of a disk that is full or broken.
  package static func isDiskError(_ code: Int32) -> Bool {
    [ENOSPC, EFBIG, EDQUOT, EIO, EROFS, ENXIO, ENODEV, ESTALE].contains(code)
  }

  /// The operating system's words for a Foundation error.
  package static func reason(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    if let underlying = underlying.map({ $0 as NSError }), underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(underlying.code)))
    }
    return error.localizedDescription
  }
}
