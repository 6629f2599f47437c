import Foundation
import RasterIO
import TestSupport

/// A scene made by `facies simulate`, shared by tests that only read it.
final class SimulatedScene: Sendable {
  let folder: TemporaryFolder
  var raster: String { folder.file("scene.tif") }
  var sceneFile: String { folder.file("scene.yaml") }

  init(size: String, more: [String] = []) throws {
    folder = try TemporaryFolder()
    let made = try BuiltCommand.run(
      ["simulate", "--size", size, "--out", folder.path, "--quiet"] + more)
    guard made.isSuccess else { throw Unmade(description: made.errors) }
  }

  struct Unmade: Error, CustomStringConvertible {
    let description: String
  }

  static let small = Result { try SimulatedScene(size: "200") }
  /// Large enough for overviews.
  static let wide = Result { try SimulatedScene(size: "700x600") }

  /// A scene file beside the raster's own, with lines added or replaced.
  func variant(_ lines: String, in folder: TemporaryFolder) throws -> String {
    try folder.write("input: \(raster)\n\(lines)\n", to: "variant.yaml")
  }
}

/// The results of one run.
struct Results: Sendable {
  let folder: String

  static let names = [
    "confidence.tif", "item.json", "map.png", "model.safetensors", "report.html", "run.json",
    "units.csv", "units.gpkg", "units.qml", "units.sld", "units.tif", "units.tif.aux.xml",
    "units.yaml",
  ]

  func file(_ name: String) -> String { folder + "/" + name }
  func bytes(_ name: String) throws -> Data { try Files.bytes(file(name)) }

  func map() throws -> LabelMap { try LabelMap(path: file("units.tif")) }

  func labels() throws -> [UInt16] {
    let map = try map()
    return try map.labels(in: map.grid.extent, width: map.grid.width, height: map.grid.height)
  }

  /// Rows of units.csv by the names of its columns.
  func table() throws -> [[String: String]] {
    let rows = try Files.text(file("units.csv")).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    guard let head = rows.first else { return [] }
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
  }

  func report() throws -> [String: Any] { try Self.object(Files.text(file("run.json"))) }

  /// A JSON object; throws where the text is none.
  static func object(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    guard let object = value as? [String: Any] else { throw NotAnObject() }
    return object
  }

  struct NotAnObject: Error {}
}

/// A run of the standard recipe over the wide scene, made once.
final class FinishedRun: Sendable {
  let scene: SimulatedScene
  let folder: TemporaryFolder
  let outcome: BuiltCommand.Outcome
  var results: Results { Results(folder: folder.file("result")) }

  private init() throws {
    scene = try SimulatedScene.wide.get()
    folder = try TemporaryFolder()
    outcome = try BuiltCommand.run("run", scene.sceneFile, "--out", folder.file("result"))
  }

  static let shared = Result { try FinishedRun() }
}
