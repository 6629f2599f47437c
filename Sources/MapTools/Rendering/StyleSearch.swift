package import Cartography
import Foundation
import RasterIO
import Rasters

/// Finds a style by the path of its file, or by its name among those that
/// come with the program.
package enum StyleSearch {
  package static func style(named name: String?) throws -> Style {
    guard let name else { return .standard }
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.contains("/") {
      return try Style.load(path: LocalPath.file(name).absolute)
    }
    let file = folders.map { $0.appendingPathComponent("\(name).yaml").path }
      .first { FileManager.default.fileExists(atPath: $0) }
    if let file { return try Style.load(path: file) }
    if let palette = Palette(named: name) { return Style(palette: palette) }
    throw Failure.usage(
      "there is no style '\(name)'" + DidYouMean.hint(for: name, among: known)
        + "; known styles: \(known.joined(separator: ", ")), or the path of a .yaml file")
  }

  /// Beside an installed program, or in its source folder.
  private static var folders: [URL] {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    return [
      program.appendingPathComponent("../share/facies/styles"),
      URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        .appendingPathComponent("styles"),
    ]
  }

  private static var known: [String] {
    let files = folders.flatMap {
      (try? FileManager.default.contentsOfDirectory(atPath: $0.path)) ?? []
    }
    let names = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    return Set(names + Palette.names).sorted()
  }
}
