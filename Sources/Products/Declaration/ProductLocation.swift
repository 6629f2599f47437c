import Files
import Foundation
import RasterIO
import Rasters

/// Where a product may be: a file, a folder, or an archive that is read in
/// place, with the names of the files there.
struct ProductLocation {
  enum Kind { case file, folder, archive }

  /// What was typed, checked.
  let given: LocalPath
  let kind: Kind
  /// What names are appended to.
  let root: String
  /// Relative to `root`, sorted. For a file: its folder's files.
  let names: [String]

  init(_ typed: String) throws {
    given = try LocalPath(typed)
    if given.kind == .folder {
      (kind, root) = (.folder, given.absolute)
      names = try Self.folderNames(given.absolute)
    } else if let archive = VirtualFiles.root(ofArchive: given.absolute) {
      (kind, root) = (.archive, archive)
      names = try VirtualFiles.members(ofArchive: LocalPath.file(typed).absolute)
    } else {
      kind = .file
      root = URL(fileURLWithPath: given.absolute).deletingLastPathComponent().path
      names = (try? Self.folderNames(root)) ?? []
    }
  }

  /// The most files of a folder that are looked at.
  private static let mostFiles = 100_000

  private static func folderNames(_ path: String) throws -> [String] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      return Array(names.filter { !$0.hasPrefix(".") }.sorted().prefix(mostFiles))
    } catch {
      throw Failure("the folder '\(path)' cannot be listed: \(TemporaryName.reason(of: error))")
    }
  }

  /// The name of the given file in its folder.
  var fileName: String { URL(fileURLWithPath: given.absolute).lastPathComponent }

  /// What ``RasterDataset`` opens for a name.
  func path(of name: String) -> String { root == "/" ? "/" + name : root + "/" + name }

  /// The file on disk behind a name: the archive itself for a member.
  func localFile(of name: String) -> String {
    kind == .archive ? given.absolute : path(of: name)
  }

  /// Text of a small file; a pipe or device in its place is refused.
  func read(_ name: String, limit: Int) throws -> [UInt8] {
    if kind != .archive { _ = try LocalPath.file(path(of: name)) }
    return try VirtualFiles.read(path(of: name), limit: limit)
  }

  /// How messages name a file here.
  func shown(_ name: String) -> String {
    switch kind {
    case .file: "'\(name)'"
    case .folder, .archive: "'\(name)' in '\(given.typed)'"
    }
  }

  /// The stored spelling of a name that is looked for without case, in the
  /// folder of `sibling`.
  func find(_ wanted: String, beside sibling: String = "") -> String? {
    let folder = sibling.split(separator: "/").dropLast().joined(separator: "/")
    let full = folder.isEmpty ? wanted : folder + "/" + wanted
    if names.contains(full) { return full }
    let lower = full.lowercased()
    return names.first { $0.lowercased() == lower }
  }
}
