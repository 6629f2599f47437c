import Foundation
import TestSupport
import Testing

/// Names that shells, globs, URLs, GDAL or YAML would read something into.
@Suite struct PathNameTests {
  static let names = [
    "with space, and comma", "q'uote dq\"", "[1]a#b?c*", "-lead", "%41$HOME`id`", "ü;&<b>", "a:b",
    "back\\slash", String(repeating: "x", count: 251),
  ]
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in Self.names {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(name + ".tif"), withDestinationPath: SimulatedScene.small.get().raster)
    }
  }

  /// Typed, and in a scene file, whose record leads back to it.
  @Test(arguments: names)
  func anyNameIsRead(_ name: String) throws {
    let out = folder.file("out")
    let typed = try BuiltCommand.run(
      [
        "run", "--units", "3", "--recipe", "k-means", "--quiet", "--relative-paths", "--out", out,
        "--", name + ".tif",
      ], in: folder.path)
    #expect(typed.exitCode == 0, "\(typed.errors)")
    let verified = try BuiltCommand.run(["verify", out, "--again", "-q"], in: "/")
    #expect(verified.exitCode == 0, "\(verified.output)\(verified.errors)")
    let report = try Results(folder: out).report()
    let inputs = report["inputs"] as? [[String: Any]]
    #expect(inputs?.map { $0["path"] as? String } == ["../\(name).tif"])
  }

  @Test(arguments: [
    "q'uote \"[1]#", "-lead", "ü%41$HOME", "y" + String(repeating: "x", count: 254),
  ])
  func resultsGoAnywhere(_ name: String) throws {
    let outcome = try BuiltCommand.run(
      [
        "run", SimulatedScene.small.get().raster, "--units", "3", "--recipe", "k-means", "-q",
        "--out=" + name,
      ], in: folder.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(Files.names(in: folder.file(name)) == Results.names)
  }

  /// What is no text is refused, and nothing appears under a name like it.
  @Test func namesThatAreNoTextAreRefused() throws {
    let raster = try SimulatedScene.small.get().raster
    let outcome = try BuiltCommand.shell(
      "\"$FACIES\" run '\(raster)' -q --out \"$(printf 'o\\377')\"", in: folder.path)
    #expect(outcome.exitCode == 2)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("argument 5, 'o\u{FFFD}', is not UTF-8 text"))
    #expect(!Files.names(in: folder.path).contains { $0.hasPrefix("o") })
  }

  /// A batch of a folder that holds such a name does the others, and says which is
  /// meant.
  @Test func foldersMayHoldNamesThatAreNoText() throws {
    let raster = try SimulatedScene.small.get().raster
    let outcome = try BuiltCommand.shell(
      """
      mkdir in; cp '\(raster)' in/a.tif; cp '\(raster)' "in/$(printf 'b\\377').tif"
      "$FACIES" batch in --out maps -q --json
      """, in: folder.path)
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    let scenes = try Results.object(outcome.output)["scenes"] as? [[String: Any]]
    #expect(scenes?.map { $0["name"] as? String } == ["a", "b\u{FFFD}"])
    #expect(scenes?.map { $0["state"] as? String } == ["done", "failed"])
    #expect((scenes?.last?["error"] as? String)?.contains("b\u{FFFD}.tif' does not exist") == true)
  }
}
