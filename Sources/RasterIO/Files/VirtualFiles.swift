internal import CGDAL
import Foundation
import Rasters

/// Archives read in place through GDAL's virtual file systems: nothing is
/// ever extracted.
package enum VirtualFiles {
  /// Archives with more members than this are refused.
  package static let mostMembers = 10_000

  /// The virtual folder of an archive; nil where the name is not one of an
  /// archive. The braces keep other parts of the path from being taken for
  /// the archive.
  package static func root(ofArchive path: String) -> String? {
    let name = path.lowercased()
    if [".tar", ".tar.gz", ".tgz"].contains(where: name.hasSuffix) { return "/vsitar/{\(path)}" }
    return name.hasSuffix(".zip") ? "/vsizip/{\(path)}" : nil
  }

  /// Names of the files of an archive, relative to it and sorted. Members
  /// that point out of it are left out.
  package static func members(ofArchive path: String) throws -> [String] {
    try ArchiveCheck.check(path)
    GDAL.resetErrors()
    guard let root = root(ofArchive: path), let folder = VSIOpenDir(root, -1, nil) else {
      throw Failure(
        "'\(path)' cannot be read as an archive (damaged, incomplete or of another kind)")
    }
    defer { VSICloseDir(folder) }
    var names: [String] = []
    while let entry = VSIGetNextDirEntry(folder)?.pointee {
      guard let text = entry.pszName else { continue }
      let isFolder = entry.bModeKnown != 0 && mode_t(entry.nMode) & S_IFMT == S_IFDIR
      if !isFolder, isInside(String(cString: text)) { names.append(String(cString: text)) }
      guard names.count <= mostMembers else {
        throw Failure("'\(path)' has more than \(mostMembers) members; unpack what is needed")
      }
    }
    guard !names.isEmpty else {
      throw Failure("'\(path)' has no readable member (damaged or incomplete?)")
    }
    return names.sorted()
  }

  /// No absolute name, no "..", no backslash; no hidden file either, such as
  /// the "._NAME" that macOS puts into archives.
  package static func isInside(_ name: String) -> Bool {
    let parts = name.split(separator: "/")
    return !name.hasPrefix("/") && !name.contains("\\") && !parts.contains("..")
      && parts.last?.hasPrefix(".") == false
  }

  /// The first bytes of a file, fewer where it is shorter.
  static func head(_ path: String, count: Int) throws -> [UInt8] {
    GDAL.start()
    guard let file = VSIFOpenL(path, "rb") else { throw Failure("'\(path)' cannot be opened") }
    defer { VSIFCloseL(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    return Array(bytes[..<VSIFReadL(&bytes, 1, count, file)])
  }

  /// The bytes of a small file, virtual or real; more than `limit` is an
  /// error that says so.
  package static func read(_ path: String, limit: Int) throws -> [UInt8] {
    GDAL.start()
    GDAL.resetErrors()
    guard let file = VSIFOpenL(path, "rb") else {
      throw Failure("'\(path)' cannot be opened")
    }
    defer { VSIFCloseL(file) }
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    let count = VSIFReadL(&bytes, 1, bytes.count, file)
    guard count > 0, !GDAL.hasFailed else { throw Failure("'\(path)' is empty or damaged") }
    guard count <= limit else {
      throw Failure("'\(path)' is larger than \(limit) bytes, which no such file should be")
    }
    return Array(bytes[..<count])
  }
}
