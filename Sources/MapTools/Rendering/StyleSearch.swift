package import Cartography
import Foundation
import RasterIO
import Rasters
package import Scenes

/// Finds a style by the path of its file, or by its name among those that
/// come with the program or that a person has put beside them.
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
        + "; known styles: \(known.joined(separator: ", ")), or the path of a .yaml file; looked "
        + "for \(name).yaml in \(folders.map(\.path).joined(separator: ", "))")
  }

  /// Where the colours of a scene's units come from.
  package static func palette(of scene: Scene) throws -> Palette {
    guard let name = scene.palette else { return try style(named: scene.style).palette }
    guard let palette = Palette(named: name) else {
      throw Failure.usage(
        "there is no palette '\(name)'" + DidYouMean.hint(for: name, among: Palette.names)
          + "; known palettes: \(Palette.names.joined(separator: ", "))")
    }
    return palette
  }

  /// Where styles are looked for, the first place first: beside the program
  /// (as unpacked), in the PREFIX/share that it was installed with, in the
  /// folder it was built in, in a person's and the system's folders of data
  /// (XDG Base Directory Specification), and in ./styles.
  private static var folders: [URL] {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"].map { $0 + "/.local/share" }
    let own = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home
    let shared = environment["XDG_DATA_DIRS"].flatMap { $0.isEmpty ? nil : $0 }
    let data =
      [own].compactMap(\.self)
      + (shared ?? "/usr/local/share:/usr/share").split(separator: ":").map(String.init)
    let places =
      [
        program.appendingPathComponent("styles"),
        program.appendingPathComponent("../share/facies/styles"),
      ] + sourceFolder(program)
      + data.filter { $0.hasPrefix("/") }.map { URL(fileURLWithPath: $0 + "/facies/styles") }
      + [
        URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
          .appendingPathComponent("styles")
      ]
    return places.map(\.standardizedFileURL).reduce(into: []) { list, place in
      if !list.contains(place) { list.append(place) }
    }
  }

  /// Of a program in SOURCE/.build/TRIPLE/release.
  private static func sourceFolder(_ program: URL) -> [URL] {
    guard let build = program.pathComponents.lastIndex(of: ".build") else { return [] }
    let source = program.pathComponents[..<build].dropFirst().joined(separator: "/")
    return [URL(fileURLWithPath: "/" + source).appendingPathComponent("styles")]
  }

  private static var known: [String] {
    let files = folders.flatMap {
      (try? FileManager.default.contentsOfDirectory(atPath: $0.path)) ?? []
    }
    let names = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    return Set(names + Palette.names).sorted()
  }
}
