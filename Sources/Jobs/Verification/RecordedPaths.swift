import Foundation
import RasterIO
import Rasters

/// How `run.json` names the files that a run has read: absolute, or relative to the
/// folder of the results, so that both can be moved together and no folder of a
/// person's is named.
package struct RecordedPaths {
  /// What names are relative to, without links; nil for absolute ones.
  private let folder: [Substring]?

  /// The folder of the results must be there.
  package init(_ options: RunOptions) {
    folder = options.relativePaths ? Self.real(options.folder)?.split(separator: "/") : nil
  }

  package func name(_ path: String) -> String {
    let absolute = LocalPath.absolute(path)
    guard let folder, let parts = Self.parts(absolute) else { return absolute }
    let common = zip(folder, parts).prefix { $0 == $1 }.count
    let up = [Substring](repeating: "..", count: folder.count - common)
    let words = up + parts.dropFirst(common)
    return words.isEmpty ? "." : words.joined(separator: "/")
  }

  /// A name that was recorded, as a path that can be opened.
  package static func path(_ name: String, in folder: String) -> String {
    name.hasPrefix("/") ? name : folder + "/" + name
  }

  /// The parts of the path of the file itself, which may be a link: its folder without links, its
  /// name.
  private static func parts(_ absolute: String) -> [Substring]? {
    let url = URL(fileURLWithPath: absolute)
    return real(url.deletingLastPathComponent().path).map {
      $0.split(separator: "/") + [Substring(url.lastPathComponent)]
    }
  }

  /// Without links and dots; nil where there is nothing.
  private static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
