import Catalogues
import Files
import Foundation
import Inspection
import Jobs
import Rasters
import SceneMaps
import Scenes

/// What the words of a call stand for: scene files, products, surveys.
struct SceneList {
  /// Whether products are wanted, for a template, and not scene files.
  let takesProducts: Bool
  /// Whether the products are those of a survey.
  let takesSurveys: Bool

  /// Absolute paths in the order of the words, each once; those of a folder
  /// or pattern in the order of their names.
  func paths(_ words: [String]) throws -> [String] {
    guard !words.isEmpty else { throw Failure.usage("no scene is named") }
    var seen: Set<String> = []
    var out: [String] = []
    for word in words {
      for path in try expanded(word) where seen.insert(path).inserted { out.append(path) }
    }
    return out
  }

  private func expanded(_ word: String) throws -> [String] {
    guard !word.isEmpty, !word.utf8.contains(0) else { throw Failure.usage("a scene has no name") }
    let path = Self.absolute(word)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      guard word.contains(where: { "*?[".contains($0) }) else { return [path] }
      let found = Self.matches(path)
      guard !found.isEmpty else { throw Failure.usage("no file matches '\(word)'") }
      return found
    }
    return isFolder.boolValue ? try entries(of: path, typed: word) : [path]
  }

  /// A product that is a folder stands for itself, any other folder for what
  /// is in it.
  private func entries(of folder: String, typed: String) throws -> [String] {
    let names = try Self.names(in: folder)
    let paths = names.map { folder + "/" + $0 }
    let files = paths.filter(Self.isSceneFile)
    if !takesProducts, !files.isEmpty { return files }
    if takesSurveys || !takesProducts, (try? Survey.claims(folder)) == true { return [folder] }
    if (try? Facies.inspect([folder])) != nil { return [folder] }
    let inputs = paths.filter { Self.isInput($0) }
    guard !inputs.isEmpty else {
      throw Failure.usage(
        "'\(typed)' is no product and holds none"
          + (takesProducts ? "" : ", and no scene file (.yaml)"))
    }
    return inputs
  }

  private static func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw Failure("the folder '\(folder)' cannot be listed: \(TemporaryName.reason(of: error))")
    }
  }

  static func isSceneFile(_ path: String) -> Bool {
    [".yaml", ".yml"].contains(where: path.lowercased().hasSuffix)
  }

  private static let endings = [
    ".tif", ".tiff", ".tar", ".tar.gz", ".tgz", ".zip", ".hdf", ".img", ".jp2", ".nc", ".fits",
    ".fit", ".fts", ".fits.gz", ".fits.bz2", ".fits.fz", ".npy", ".mat",
  ]

  private static func isInput(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return endings.contains(where: path.lowercased().hasSuffix) }
    return (try? Facies.inspect([path])) != nil
  }

  /// What glob(7) finds, sorted by it.
  private static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
  }

  /// Without "." and double slashes; "link/.." is left to the system.
  static func absolute(_ typed: String) -> String {
    let full =
      typed.hasPrefix("/") ? typed : FileManager.default.currentDirectoryPath + "/" + typed
    return "/" + full.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
