import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// What may be named as an input, and what is said of the rest.
@Suite struct InputNameTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(60, 40)
    for (index, name) in ["S_B2.tif", "S_B3.tif", "S_B4.tif"].enumerated() {
      try RasterFixture(grid: grid, bands: 1) {
        ScrambledField.patches(band: $0 + index, column: $1, row: $2, size: 8)
      }.write(to: folder.file(name))
    }
  }

  private func run(_ words: [String]) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(
      ["run"] + words + ["--units", "3", "--recipe", "k-means"], in: folder.path)
  }

  /// As a scene file that lists them.
  @Test func severalRastersAreTheBandsOfAScene() throws {
    let outcome = try run(["S_B2.tif", "S_B3.tif", "S_B4.tif", "--out", "several"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    try folder.write("input: [S_B2.tif, S_B3.tif, S_B4.tif]\n", to: "S.yaml")
    #expect(try run(["S.yaml", "--out", "listed"]).exitCode == 0)
    let (a, b) = (folder.file("several/"), folder.file("listed/"))
    #expect(try Files.bytes(a + "units.csv") == Files.bytes(b + "units.csv"))
    #expect(try Results(folder: a).labels() == Results(folder: b).labels())
    let report = try Results(folder: a).report()
    #expect((report["bands"] as? [[String: Any]])?.count == 3 && report["scene"] as? String == "S")
  }

  @Test(arguments: [
    (["S_B2.tif", "S.yaml"], "'S.yaml' is one of 2 inputs: a scene file stands alone"),
    (["S_B2.tif", "folder"], "the folder 'folder' is one of several inputs"),
    (["S_B2.tif", "S_B2.tif"], "'S_B2.tif' is named twice"),
  ])
  func whatCannotBeABandIsRefused(_ inputs: [String], _ message: String) throws {
    try folder.write("input: S_B2.tif\n", to: "S.yaml")
    try FileManager.default.createDirectory(
      atPath: folder.file("folder"), withIntermediateDirectories: true)
    let outcome = try run(inputs + ["--out", "out"])
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func foldersOfResultsAreNoInputs() throws {
    #expect(try run(["S_B2.tif", "S_B3.tif", "--out", "result"]).exitCode == 0)
    for command in [
      ["run", "result", "--out", "again"], ["inspect", "result"],
      ["fit", "result", "--model", "m.safetensors"],
    ] {
      let outcome = try BuiltCommand.run(command, in: folder.path)
      #expect(outcome.exitCode == 2)
      #expect(
        outcome.errors.hasPrefix(
          "facies: 'result' is a folder of results, with the finished map 'result/units.tif': name "
        ),
        "\(outcome.errors)")
    }
  }

  @Test(arguments: ["2-3", "2..3", "2 – 3"]) func rangesOfUnits(_ text: String) throws {
    try folder.write("input: [S_B2.tif, S_B3.tif]\nunits: \(text)\n", to: "range.yaml")
    let call = ["run", "range.yaml", "--out", "out", "--dry-run"]
    #expect(try BuiltCommand.run(call, in: folder.path).output.contains("2..3"))
    let flag = ["run", "S_B2.tif", "--units", text, "--out", "out", "--dry-run"]
    #expect(try BuiltCommand.run(flag, in: folder.path).output.contains("2..3"))
  }
}

/// Where styles are found.
@Suite struct StylePlaceTests {
  @Test func stylesAreFoundBesideTheProgramAndInFoldersOfData() throws {
    let folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(20, 20)
    try RasterFixture(grid: grid, bands: 1, type: .uint8) { Float(1 + ($1 + $2 + $0) % 2) }
      .write(to: folder.file("m.tif"))
    let data = folder.file("data/facies/styles")
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    try folder.write("palette: [red, '#00f']\n", to: "data/facies/styles/own.yaml")
    let call = ["render", "m.tif", "--out", "m.png", "--overwrite", "--style"]
    // In the folder of the source, from anywhere.
    let paper = try BuiltCommand.run(call + ["paper"], in: folder.path)
    #expect(paper.exitCode == 0, "\(paper.errors)")
    let own = try BuiltCommand.run(
      call + ["own"], in: folder.path, environment: ["XDG_DATA_HOME": folder.file("data")])
    #expect(own.exitCode == 0, "\(own.errors)")
    let none = try BuiltCommand.run(call + ["owm"], in: folder.path)
    #expect(none.exitCode == 2)
    #expect(none.errors.contains("looked for owm.yaml in "), "\(none.errors)")
    #expect(none.errors.contains("share/facies/styles"))
  }
}
