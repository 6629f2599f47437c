import Foundation
import FoundationXML
import RasterIO
import Rasters
import TestSupport
import Testing

/// What makes second tools needless: the page, the item, names and colours.
@Suite struct ReportUseTests {
  private static let names = [
    "<script>alert(1)</script>", "\" onload=\"x", "=cmd|'/c calc'!A1", "]]></Category>",
    "\u{202e}gnp", "../../up", "a, b; c: {d} # e", "🏔️",
  ]

  /// A run into a folder where somebody has named the units.
  private static let hostile = Result { try HostileRun() }

  private final class HostileRun: Sendable {
    let folder = try? TemporaryFolder()
    let results: Results

    init() throws {
      let out = folder?.file("out") ?? ""
      let scene = try SimulatedScene.small.get()
      let lines = ReportUseTests.names.enumerated().map { index, name in
        "  \(index + 1): {name: \(HostileRun.quoted(name)), colour: \"#10203\(index)\"}\n"
      }
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      try ("units:\n" + lines.joined()).write(
        toFile: out + "/units.yaml", atomically: true, encoding: .utf8)
      let outcome = try BuiltCommand.run(
        "run", scene.sceneFile, "--recipe", "k-means", "--out", out)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      results = Results(folder: out)
    }

    static func quoted(_ text: String) -> String {
      let data = try? JSONEncoder().encode(text)
      return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
  }

  @Test func namesReachEveryFileUnharmed() throws {
    let results = try Self.hostile.get().results
    for name in ["units.qml", "units.sld", "units.tif.aux.xml"] {
      #expect(throws: Never.self) { try XMLDocument(data: results.bytes(name)) }
    }
    for name in ["run.json", "item.json"] {
      #expect(throws: Never.self) { try Results.object(Files.text(results.file(name))) }
    }
    let page = try Files.text(results.file("report.html"))
    #expect(page.components(separatedBy: "<script").count == 4)
    #expect(!page.contains("<script>alert"))
    let table = try Files.text(results.file("units.csv"))
    #expect(table.contains("'=cmd") && !table.contains(",=cmd"))
    let map = try results.map().dataset
    #expect(map.bands[0].categories[8] == "🏔️")
    #expect(map.palette[3]?.hex == "#102032")
  }

  @Test func editedNamesAreKeptAndSaid() throws {
    let results = try Self.hostile.get().results
    #expect(try Files.text(results.file("units.yaml")).contains("#102037"))
    let warnings = try results.report()["warnings"] as? [String]
    #expect(warnings?.contains { $0.contains("units.yaml") } == true)
  }

  @Test func renderTakesNamesFromTheFileOfUnits() throws {
    let run = try FinishedRun.shared.get()
    let folder = try TemporaryFolder()
    let map = folder.file("mine.tif")
    try FileManager.default.copyItem(atPath: run.results.file("units.tif"), toPath: map)
    let before = try Files.bytes(map)
    try folder.write("units:\n  1: Basalt\n  2: {colour: \"#abcdef\"}\n", to: "mine.yaml")
    let outcome = try BuiltCommand.run("render", map, "--out", folder.file("sheet.png"))
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try Files.bytes(map) == before)
    let style = try Files.text(folder.file("mine.qml"))
    #expect(style.contains("label=\"Basalt\"") && style.contains("color=\"#abcdef\""))
    #expect(try Files.text(folder.file("mine.sld")).contains("Basalt"))
    #expect(try LabelMap(path: map).dataset.bands[0].categories[1] == "Basalt")
  }

  @Test func brokenFilesOfUnitsAreRefusedWithTheirPlace() throws {
    let run = try FinishedRun.shared.get()
    let folder = try TemporaryFolder()
    let map = folder.file("mine.tif")
    try FileManager.default.copyItem(atPath: run.results.file("units.tif"), toPath: map)
    try folder.write("units:\n  1: {name: A, color: \"#123456\"}\n", to: "mine.yaml")
    let outcome = try BuiltCommand.run("render", map, "--out", folder.file("sheet.png"))
    #expect(outcome.exitCode == 2 && outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("mine.yaml:2:16: unknown key 'color'"))
  }

  @Test func pageHasNoTraceOfWhereItWasMade() throws {
    let run = try FinishedRun.shared.get()
    let page = try Files.text(run.results.file("report.html"))
    #expect(!page.contains(run.results.folder) && !page.contains(run.scene.folder.path))
    #expect(page.contains("facies run"))
  }

  @Test func commandOnThePageMakesTheSameMap() throws {
    let run = try FinishedRun.shared.get()
    let page = try Files.text(run.results.file("report.html"))
    let start = try #require(page.range(of: "id=\"command\">"))
    let end = try #require(page.range(of: "</pre>", range: start.upperBound..<page.endIndex))
    let command = String(page[start.upperBound..<end.lowerBound])
      .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#39;", with: "'")
      .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
      .replacingOccurrences(of: "&amp;", with: "&")
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: run.scene.raster, toPath: folder.file("scene.tif"))
    let outcome = try BuiltCommand.shell(
      "facies() { \"$FACIES\" \"$@\"; }\n" + command, in: folder.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let again = Results(folder: folder.file("result"))
    for name in ["units.tif", "model.safetensors", "units.csv"] {
      #expect(try again.bytes(name) == run.results.bytes(name), "\(name)")
    }
  }

  @Test func compositesAreWritten() throws {
    let scene = try SimulatedScene.small.get()
    let folder = try TemporaryFolder()
    let outcome = try BuiltCommand.run(
      "composite", scene.sceneFile, "--bands", "swir2,nir,blue", "--out", folder.file("c.tif"))
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let image = try RasterDataset(path: folder.file("c.tif"))
    #expect(image.bands.map(\.name) == ["swir2", "nir", "blue"])
    #expect(try image.grid.transform == RasterDataset(path: scene.raster).grid.transform)
    let values = try image.plane(1).sorted()
    #expect(values.first == 0 && values.last == 255)
    let wrong = try BuiltCommand.run(
      "composite", scene.sceneFile, "--bands", "swir2,nir,bleu", "--out", folder.file("d.png"))
    #expect(wrong.exitCode == 2 && wrong.errors.contains("did you mean 'blue'"))
    #expect(!Files.exists(folder.file("d.png")))
  }
}
