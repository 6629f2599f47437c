package import Foundation

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

  /// Flushes a finished temporary file to the disk and gives it its name.
  package static func commit(_ temporary: String, as path: String) throws {
    try synchronise(temporary)
    guard rename(temporary, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw Failure("cannot name the finished file '\(path)': \(reason)")
    }
    try? synchronise(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  private static func synchronise(_ path: String) throws {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw Failure("cannot reopen '\(path)': \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw Failure("cannot flush '\(path)' to the disk: \(String(cString: strerror(errno)))")
    }
  }

  /// Writes a whole small file this way.
  package static func write(_ data: Data, to path: String) throws {
    let temporary = beside(path)
    do {
      try data.write(to: URL(fileURLWithPath: temporary))
      try commit(temporary, as: path)
    } catch let failure as Failure {
      unlink(temporary)
      throw failure
    } catch {
      unlink(temporary)
      throw Failure("cannot write '\(path)': \(reason(of: error))")
    }
  }

  package static func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  /// The operating system's words for a Foundation error.
  package static func reason(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let underlying, underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(underlying.code)))
    }
    return error.localizedDescription
  }
}
