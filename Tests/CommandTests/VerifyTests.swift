import Foundation
import TestSupport
import Testing

/// `facies verify`: whether results are still those of their run.
@Suite struct VerifyTests {
  private static let shared = Result { () throws -> TemporaryFolder in
    let folder = try TemporaryFolder()
    let made = try BuiltCommand.run(
      "run", SimulatedScene.small.get().raster, "--units", "4", "--out", folder.file("out"))
    guard made.isSuccess else { throw SimulatedScene.Unmade(description: made.errors) }
    return folder
  }

  private let folder: TemporaryFolder
  /// A copy of the shared result that a test may spoil.
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("out")
    try FileManager.default.copyItem(atPath: Self.shared.get().file("out"), toPath: path)
  }

  @Test func aResultIsRightAndComesOutTheSameAgain() throws {
    let outcome = try BuiltCommand.run(["verify", path, "--again", "--json"], in: folder.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    let again = try #require(report["again"] as? [[String: String]])
    #expect(again.count >= 11 && again.allSatisfy { $0["state"] == "unchanged" })
    #expect((report["inputs"] as? [[String: String]])?.map { $0["state"] } == ["unchanged"])
    // The second run has left nothing.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path).allSatisfy { $0.first != "." })
  }

  @Test func aModelsMapComesOutTheSameAgain() throws {
    let mapped = try BuiltCommand.run(
      [
        "map", SimulatedScene.small.get().raster, "--model", "out/model.safetensors", "--out",
        "new",
      ],
      in: folder.path)
    #expect(mapped.exitCode == 0, "\(mapped.errors)")
    #expect(try BuiltCommand.run("verify", folder.file("new"), "--again").exitCode == 0)
  }

  @Test func whatIsWrongIsNamed() throws {
    try FileManager.default.removeItem(atPath: path + "/map.png")
    var map = try Files.bytes(path + "/units.tif")
    map[map.count / 2] ^= 1
    try map.write(to: URL(fileURLWithPath: path + "/units.tif"))
    let outcome = try BuiltCommand.run("verify", path)
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains("changed  units.tif\n"))
    #expect(outcome.output.contains("missing  map.png\n"))
    #expect(outcome.output.contains("unchanged  units.csv\n"))
    #expect(outcome.errors.contains("2 of 12 files are not right"))
  }

  /// Names that are given by hand, and what render makes of them, are no damage.
  @Test func namesMayBeGiven() throws {
    let units = path + "/units.yaml"
    let text = try Files.text(units).replacingOccurrences(of: "Unit 1", with: "Granite")
    try text.write(toFile: units, atomically: true, encoding: .utf8)
    let edited = try BuiltCommand.run("verify", path)
    #expect(edited.exitCode == 0 && edited.output.contains("edited  units.yaml\n"))
    let rendered = try BuiltCommand.run(
      "render", path + "/units.tif", "--out", path + "/map.png", "--overwrite")
    #expect(rendered.exitCode == 0, "\(rendered.errors)")
    let outcome = try BuiltCommand.run("verify", path)
    #expect(outcome.exitCode == 0, "\(outcome.output)")
    #expect(outcome.output.contains("unchanged  units.qml\n"))
  }

  @Test func remainsAreNamed() throws {
    try FileManager.default.createDirectory(
      atPath: path + "/.results.tmp-12-ab", withIntermediateDirectories: false)
    let outcome = try BuiltCommand.run("verify", path)
    #expect(outcome.exitCode == 0 && outcome.errors.contains("/.results.tmp-12-ab"))
  }

  @Test(arguments: [
    ("", "holds no run.json"), ("{\"inputs\": 3}", "is damaged, or not a record"),
    ("{\"inputs\": []}", "of an older facies that kept no checksums"),
  ])
  func wrongFoldersAreExplained(_ record: String, _ says: String) throws {
    let folder = try TemporaryFolder()
    if !record.isEmpty { _ = try folder.write(record, to: "run.json") }
    let outcome = try BuiltCommand.run("verify", folder.path)
    #expect(outcome.exitCode == 1 && outcome.errors.contains(says), "\(outcome.errors)")
  }
}
