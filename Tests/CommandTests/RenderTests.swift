import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// The shared run with units that somebody has named, drawn anew.
final class RenamedRun: Sendable {
  static let units = """
    units:
      1: {name: "Basalt & <tuff>", colour: "#ff00ff"}
      2: Dune sand "fine"
      3: =cmd

    """
  let folder: TemporaryFolder
  let outcome: BuiltCommand.Outcome
  var results: Results { Results(folder: folder.file("result")) }

  private init() throws {
    folder = try TemporaryFolder()
    let result = folder.file("result")
    try FileManager.default.copyItem(
      atPath: FinishedRun.shared.get().results.folder, toPath: result)
    try Self.units.write(toFile: result + "/units.yaml", atomically: true, encoding: .utf8)
    outcome = try BuiltCommand.run(
      "render", result + "/units.tif", "--out", result + "/sheet.png", "--world-file")
  }

  static let shared = Result { try RenamedRun() }
}

/// `facies render`: names and colours in every file, sheets that know their
/// place.
@Suite struct RenderTests {
  private static let named = [
    "units.qml", "units.sld", "units.tif.aux.xml", "units.csv", "item.json", "report.html",
    "units.gpkg",
  ]
  private static let kept = [
    "units.tif", "confidence.tif", "model.safetensors", "map.png",
  ]

  @Test func newNamesAreInEveryFileAndOldOnesInNone() throws {
    let renamed = try RenamedRun.shared.get()
    #expect(renamed.outcome.exitCode == 0, "\(renamed.outcome.errors)")
    for name in Self.named where name != "units.gpkg" {
      let text = try Files.text(renamed.results.file(name))
      #expect(text.contains("Dune sand"), "\(name)")
      #expect(!text.contains("Unit 2"), "\(name)")
      #expect(text.lowercased().contains("ff00ff") || name == "units.tif.aux.xml", "\(name)")
    }
    let map = try renamed.results.map().dataset
    #expect(map.bands[0].categories[1] == "Basalt & <tuff>")
    #expect(map.palette[1]?.hex == "#ff00ff")
    #expect(try renamed.results.table().first?["name"] == "Basalt & <tuff>")
    #expect(try Files.text(renamed.results.file("units.csv")).contains(",'=cmd,"))
  }

  @Test func everythingElseKeepsItsBytes() throws {
    let (old, new) = (try FinishedRun.shared.get().results, try RenamedRun.shared.get().results)
    for name in Self.kept { #expect(try old.bytes(name) == new.bytes(name), "\(name)") }
    // Of the record only the checksums of what was renamed.
    let records = try [old, new].map { results in
      var record = try results.report()
      record["files"] = nil
      return try JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
    }
    #expect(records[0] == records[1])
    let columns = try zip(old.table(), new.table()).flatMap { a, b in
      a.keys.filter { a[$0] != b[$0] }
    }
    #expect(Set(columns).isSubset(of: ["name", "colour"]))
    for layer in ["units", "patches"] {
      let sums = try [old, new].map { results in
        try BuiltCommand.shell(
          "ogr2ogr -f CSV /vsistdout/ '\(results.file("units.gpkg"))' -lco GEOMETRY=AS_WKT "
            + "-sql 'SELECT geom, unit, hectares FROM \(layer)' | md5sum")
      }
      if sums[0].exitCode == 0 { #expect(sums[0].output == sums[1].output, "\(layer)") }
    }
  }

  /// Drawn again without a change, a result is the same byte for byte.
  @Test func renderingAgainChangesNothing() throws {
    let old = try FinishedRun.shared.get().results
    let folder = try TemporaryFolder()
    let result = folder.file("result")
    try FileManager.default.copyItem(atPath: old.folder, toPath: result)
    let outcome = try BuiltCommand.run(
      "render", result + "/units.tif", "--out", result + "/map.png", "--overwrite")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    for name in Self.named + Self.kept {
      #expect(try Results(folder: result).bytes(name) == old.bytes(name), "\(name)")
    }
    #expect(Files.names(in: result) == Files.names(in: old.folder))
  }

  /// Names that a person takes back give way to those of the run.
  @Test func takenBackNamesAreGone() throws {
    let folder = try TemporaryFolder()
    let result = folder.file("result")
    try FileManager.default.copyItem(
      atPath: RenamedRun.shared.get().results.folder, toPath: result)
    try "units: {3: Marl}\n".write(
      toFile: result + "/units.yaml", atomically: true, encoding: .utf8)
    let outcome = try BuiltCommand.run(
      "render", result + "/units.tif", "--out", result + "/map.png", "--overwrite")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    for name in Self.named where name != "units.gpkg" {
      let text = try Files.text(Results(folder: result).file(name))
      #expect(text.contains("Marl") && text.contains("Unit 2"), "\(name)")
      #expect(!text.contains("Dune sand"), "\(name)")
    }
  }

  @Test func foreignFilesAreLeftAloneAndSaid() throws {
    let folder = try TemporaryFolder()
    let result = folder.file("result")
    try FileManager.default.copyItem(
      atPath: FinishedRun.shared.get().results.folder, toPath: result)
    for name in ["report.html", "item.json", "units.csv"] {
      try "mine".write(toFile: result + "/" + name, atomically: true, encoding: .utf8)
    }
    let outcome = try BuiltCommand.run(
      "render", result + "/units.tif", "--out", result + "/map.png", "--overwrite")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    for name in ["report.html", "item.json", "units.csv"] {
      #expect(outcome.errors.contains("\(name) is not as this version of facies writes it"))
      #expect(try Files.text(result + "/" + name) == "mine")
    }
  }

  // MARK: sheets

  /// Where a pixel of the sheet lies, by the sheet's own place and by looking
  /// for the map's frame in it.
  private func check(_ path: String) throws {
    let sheet = try RasterDataset(path: path)
    let map = try FinishedRun.shared.get().results.map()
    let place = try #require(sheet.grid.transform)
    #expect(sheet.grid.reference.code == map.grid.reference.code)
    let corner = try #require(map.grid.corners.first)
    let pixel = try #require(place.invert(x: corner.x, y: corner.y))
    // Margins around the map, on whole pixels.
    #expect(pixel.column > 10 && pixel.row > 10)
    #expect(abs(pixel.column - pixel.column.rounded()) < 1e-3)
    #expect(abs(pixel.row - pixel.row.rounded()) < 1e-3)
    // The first pixels of the map have the colour of its first unit.
    let label = try #require(
      try map.labels(in: .init(column: 2, row: 2, width: 1, height: 1), width: 1, height: 1).first)
    let wanted = try #require(map.dataset.palette[Int(label)])
    let at = place.invert(
      x: corner.x + 2.5 * (map.grid.transform?.columnX ?? 0),
      y: corner.y + 2.5 * (map.grid.transform?.rowY ?? 0))
    let (column, row) = (Int(at?.column ?? 0), Int(at?.row ?? 0))
    let index = row * sheet.grid.width + column
    let colour = try (1...3).map { try sheet.plane($0)[index] }
    #expect(colour == [wanted.red, wanted.green, wanted.blue].map(Float.init))
  }

  @Test func worldFilesPlaceTheWholeSheet() throws {
    let folder = try TemporaryFolder()
    let map = try FinishedRun.shared.get().results.file("units.tif")
    let sheet = folder.file("sheet.png")
    let outcome = try BuiltCommand.run("render", map, "--out", sheet, "--world-file")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(Files.names(in: folder.path) == ["sheet.pgw", "sheet.png", "sheet.png.aux.xml"])
    try check(sheet)
    // A sheet of another shape in its place takes its world file along.
    try "0\n0\n0\n0\n0\n0\n".write(
      toFile: folder.file("sheet.pgw"), atomically: true, encoding: .utf8)
    #expect(try BuiltCommand.run("render", map, "--out", sheet, "--overwrite").isSuccess)
    try check(sheet)
  }

  @Test func pdfKnowsItsPlace() throws {
    let folder = try TemporaryFolder()
    let map = try FinishedRun.shared.get().results.file("units.tif")
    for name in ["a.pdf", "b.pdf"] {
      let outcome = try BuiltCommand.run("render", map, "--out", folder.file(name))
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }
    #expect(Files.names(in: folder.path) == ["a.pdf", "b.pdf"])
    #expect(try Files.bytes(folder.file("a.pdf")) == Files.bytes(folder.file("b.pdf")))
    let said = try BuiltCommand.shell("gdalinfo '\(folder.file("a.pdf"))'")
    guard said.exitCode == 0 else { return print("skipped: no gdalinfo here") }
    #expect(said.output.contains("UTM zone 54S") && said.output.contains("NEATLINE=POLYGON (("))
    let frame = try #require(FinishedRun.shared.get().results.map().grid.corners.first)
    #expect(said.output.contains("((\(Int(frame.x)) \(Int(frame.y)),"), "\(said.output)")
  }

  @Test func placesThatCannotBeSaidAreRefused() throws {
    let folder = try TemporaryFolder()
    let bare = try RasterFixture(
      grid: Grid(width: 40, height: 30), bands: 1, type: .uint8, noData: 0
    ) { _, column, _ in Float(1 + column / 20) }.write(to: folder.file("bare.tif"))
    let refused = try BuiltCommand.run(
      "render", bare, "--out", folder.file("s.png"), "--world-file")
    #expect(refused.exitCode == 2 && refused.errorLines.count == 1, "\(refused.errors)")
    #expect(refused.errors.contains("no place on the ground"))
    let plain = try BuiltCommand.run("render", bare, "--out", folder.file("s.pdf"))
    #expect(plain.exitCode == 0 && plain.errors.contains("plain picture"), "\(plain.errors)")
    let both = try BuiltCommand.run(
      "render", bare, "--out", folder.file("t.pdf"), "--world-file")
    #expect(both.exitCode == 2 && both.errors.contains("goes with a PNG"))
    let missing = try BuiltCommand.run("render", bare, "--out", folder.file("no/s.pdf"))
    #expect(missing.exitCode == 1 && missing.errorLines.count == 1, "\(missing.errors)")
    #expect(Files.names(in: folder.path) == ["bare.tif", "s.pdf"])
  }

  @Test func manualNamesEveryCommand() throws {
    let manual = try BuiltCommand.run("manual")
    #expect(manual.exitCode == 0)
    let help = try BuiltCommand.run("--help").output
    #expect(!help.contains("  manual"))
    for command in ["run", "fit", "map", "score", "render", "sweep", "inspect", "simulate"] {
      #expect(manual.output.contains(".SS \"facies \(command)"), "\(command)")
    }
    #expect(manual.output.contains("\\-\\-world\\-file"))
    let version = try BuiltCommand.run("--version").output
    for library in ["gdal", "proj", "openblas", "cairo"] { #expect(version.contains(library)) }
  }
}
