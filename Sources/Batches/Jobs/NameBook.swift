import Foundation
import Rasters
import Scenes

/// Gives every scene of a batch a name of its own, that of its folder.
struct NameBook {
  private var owners: [String: String]

  /// `taken`: sources of the names that are given already.
  init(taken: [String: String]) { owners = taken }

  /// The file's name without its ending; where another scene has it, with the
  /// name of its folder before it. The note says so.
  mutating func name(for source: String) throws -> (name: String, note: String?) {
    let parts = source.split(separator: "/").map(String.init)
    let plain = Self.safe(Scene.stem(of: source))
    let folder = parts.dropLast().last ?? ""
    let longer = Self.safe(folder + "-" + Scene.stem(of: source))
    for name in [plain, longer] where !isTaken(name) {
      owners[name] = source
      let other = owners[plain].map { "'\($0)'" } ?? "a file of the batch"
      return (
        name, name == plain ? nil : "'\(source)' is called '\(name)': '\(plain)' is \(other)"
      )
    }
    throw Failure.usage(
      "'\(source)' can be called neither '\(plain)' nor '\(longer)', both are taken: "
        + "rename the file")
  }

  /// File systems that take a and A for one name are met with one name for both.
  private func isTaken(_ name: String) -> Bool {
    BatchFolder.reserved.contains(name.lowercased())
      || owners.keys.contains { $0.lowercased() == name.lowercased() }
  }

  /// Seen in folders and never hidden; no signs that steer a terminal.
  private static func safe(_ name: String) -> String {
    var out = ""
    for scalar in name.unicodeScalars {
      out.unicodeScalars.append(
        scalar.properties.generalCategory == .control || scalar == "/" ? "_" : scalar)
    }
    if out.isEmpty || out.hasPrefix(".") || out.hasPrefix("-") { out = "_" + out }
    // A name has at most 255 bytes, with the ending of its log.
    while out.utf8.count > 240 { out.removeLast() }
    return out
  }
}

extension Scene {
  /// What a file's results are called: its name without endings.
  static func stem(of path: String) -> String {
    var name = path.split(separator: "/").last.map(String.init) ?? path
    let endings = [
      ".tar.gz", ".tar.bz2", ".safe.zip", ".fits.gz", ".fits.bz2", ".fits.fz",
    ]
    if let ending = endings.first(where: name.lowercased().hasSuffix), name.count > ending.count {
      return String(name.dropLast(ending.count))
    }
    if let dot = name.lastIndex(of: "."), dot > name.startIndex { name = String(name[..<dot]) }
    return name
  }
}
