import Foundation
import Rasters

/// A path that somebody typed, checked: an existing regular file or folder
/// of this machine, and nothing that GDAL would take for something else.
package struct LocalPath: Sendable, Equatable {
  package enum Kind: Sendable, Equatable { case file, folder }

  /// As typed, for messages.
  package let typed: String
  /// Absolute, so that no name can look like "NETCDF:…" or an option.
  package let absolute: String
  package let kind: Kind
  package let byteCount: Int

  /// Checks what was typed; throws one line that says what is wrong with it.
  package init(_ typed: String) throws {
    try Self.refuseSpecialNames(typed)
    var facts = stat()
    guard stat(typed, &facts) == 0 else { throw Self.unreachable(typed, errno) }
    self.typed = typed
    kind = try Self.kind(typed, mode: facts.st_mode)
    byteCount = Int(facts.st_size)
    let wanted = kind == .file ? R_OK : R_OK | X_OK
    guard access(typed, wanted) == 0 else {
      throw Failure("'\(typed)' cannot be read: \(String(cString: strerror(errno)))")
    }
    absolute = Self.absolute(typed)
  }

  /// The path of what must be a file with something in it.
  package static func file(_ typed: String) throws -> LocalPath {
    let path = try LocalPath(typed)
    guard path.kind == .file else { throw Failure("'\(typed)' is a folder, not a file") }
    guard path.byteCount > 0 else { throw Failure("'\(typed)' is empty (0 bytes)") }
    return path
  }

  /// Not tidied up: "link/.." is what the system makes of it.
  package static func absolute(_ typed: String) -> String {
    if typed.hasPrefix("/") { return typed }
    let plain = typed.hasPrefix("./") ? String(typed.dropFirst(2)) : typed
    return FileManager.default.currentDirectoryPath + "/" + plain
  }

  /// The last part of the path without its extension; of "." and "..", the name of that folder.
  package var stem: String {
    let last = absolute.split(separator: "/").last.map(String.init) ?? absolute
    let name =
      last == "." || last == ".."
      ? URL(fileURLWithPath: absolute).standardizedFileURL.lastPathComponent : last
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  private static func refuseSpecialNames(_ typed: String) throws {
    guard !typed.isEmpty else { throw Failure("an input path is empty") }
    guard typed.utf8.count <= 4096, !typed.unicodeScalars.contains(where: { $0.value < 32 })
    else {
      throw Failure("an input path holds control characters or more than 4096 bytes")
    }
    guard !typed.hasPrefix("/vsi") else {
      throw Failure(
        "'\(typed)' is not on this machine's disk; download the file and name the copy")
    }
    guard !typed.contains("://") else {
      throw Failure("'\(typed)' is an address; download the file and name the copy")
    }
  }

  private static func unreachable(_ typed: String, _ code: Int32) -> Failure {
    var link = stat()
    if code == ENOENT, lstat(typed, &link) == 0 {
      return Failure("'\(typed)' is a link to a file that does not exist")
    }
    if code == ENOENT, looksLikePart(typed) {
      return Failure(
        "'\(typed)' names a part of a file; name the file itself and choose bands from it")
    }
    guard code == ENOENT || code == ENOTDIR else {
      return Failure("'\(typed)' cannot be read: \(String(cString: strerror(code)))")
    }
    let folder = FileManager.default.currentDirectoryPath
    return Failure("'\(typed)' does not exist (working directory \(folder))")
  }

  /// "NETCDF:…", "HDF4_EOS:…", "GTIFF_DIR:…": GDAL's names for parts.
  private static func looksLikePart(_ typed: String) -> Bool {
    let head = typed.prefix { $0 != ":" }
    guard head.count >= 3, head.count < typed.count else { return false }
    return head.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
  }

  private static func kind(_ typed: String, mode: mode_t) throws -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFIFO: throw Failure("'\(typed)' is a named pipe; write it to a file first")
    case S_IFSOCK: throw Failure("'\(typed)' is a socket, not a file")
    default: throw Failure("'\(typed)' is a device, not a file")
    }
  }
}
