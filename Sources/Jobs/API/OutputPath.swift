import Foundation
package import RasterIO
import Rasters
package import Settings

/// Checks of a file that is to be written.
package enum OutputPath {
  /// Refuses what is there unless told to overwrite it, and the input itself
  /// in any case.
  package static func check(_ path: String, overwrite: Bool, input: LocalPath) throws {
    try check(path, overwrite: overwrite, inputs: [input.absolute])
  }

  /// - Parameter setting: that names the file.
  package static func check(
    _ path: String, setting: Setting<String> = JobSettings.out, overwrite: Bool, inputs: [String]
  ) throws {
    // A link is replaced, not what it leads to.
    guard let facts = Facts(path, followsLinks: true) ?? Facts(path, followsLinks: false) else {
      return
    }
    switch facts.kind {
    case S_IFREG, S_IFLNK: break
    case S_IFDIR: throw Failure.usage("'\(path)' is a folder; \(setting) must name a file")
    default:
      throw Failure.usage("'\(path)' is a device or a pipe; \(setting) must name a file")
    }
    if inputs.contains(where: { Facts($0, followsLinks: true)?.isSame(as: facts) == true }) {
      throw Failure.usage("'\(path)' is the input itself; \(setting) must name another file")
    }
    guard overwrite else {
      throw Failure.usage(
        "'\(path)' already exists; add \(JobSettings.overwrite) to replace it", code: .exists,
        path: path)
    }
  }

  /// Refuses a folder of results in which a result would take the place of an
  /// input.
  package static func check(folder: String, names: [String], inputs: [String]) throws {
    let read = inputs.compactMap { Facts($0, followsLinks: true) }
    for path in names.map({ folder + "/" + $0 }) {
      guard let facts = Facts(path, followsLinks: true), read.contains(where: facts.isSame)
      else { continue }
      throw Failure.usage(
        "'\(path)' is an input of this run, whose result of this name would take its place; "
          + "\(JobSettings.out) must name another folder")
    }
  }

  /// What a name leads to.
  private struct Facts {
    let kind: mode_t
    private let device: dev_t
    private let node: ino_t

    /// Nil where there is nothing.
    init?(_ path: String, followsLinks: Bool) {
      var facts = stat()
      guard (followsLinks ? stat(path, &facts) : lstat(path, &facts)) == 0 else { return nil }
      (kind, device, node) = (facts.st_mode & S_IFMT, facts.st_dev, facts.st_ino)
    }

    func isSame(as other: Facts) -> Bool { device == other.device && node == other.node }
  }
}
