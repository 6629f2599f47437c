import Foundation
import RasterIO
import TestSupport
import Testing

/// The same bytes whatever the threads, the memory and the day.
@Suite struct DeterminismTests {
  static let recipes = ["standard", "k-means", "pca", "nagar2024"]
  private static let compared = [
    "units.tif", "confidence.tif", "model.safetensors", "units.csv", "map.png", "units.qml",
    "units.tif.aux.xml", "units.sld", "units.yaml", "units.gpkg", "report.html", "item.json",
  ]

  @Test(arguments: recipes)
  func bytesDependOnNeitherThreadsNorMemory(_ recipe: String) throws {
    let scene = try SimulatedScene.small.get()
    let folder = try TemporaryFolder()
    let least = try LeastMemory.of(["run", scene.sceneFile, "--recipe", recipe])
    let ways = [
      ["--threads", "1"], ["--threads", "1"], ["--threads", "2"], ["--threads", "3"],
      ["--threads", "1", "--memory", least], ["--threads", "3", "--memory", least],
    ]
    let results = try ways.enumerated().map { index, way in
      let out = folder.file("\(index)")
      let outcome = try BuiltCommand.run(
        ["run", scene.sceneFile, "--recipe", recipe, "--out", out] + way)
      #expect(outcome.exitCode == 0, "\(way): \(outcome.errors)")
      return Results(folder: out)
    }
    for name in Self.compared {
      let first = try results[0].bytes(name)
      for (way, result) in zip(ways, results) {
        #expect(try result.bytes(name) == first, "\(name) with \(way)")
      }
    }
  }

  /// What a shell does before a run, and where it is called.
  private static let surroundings = [
    (1...8).map { "threads=$((\($0)))" },
    [
      "TMPDIR=/nowhere; export TMPDIR", "unset HOME TMPDIR USER LANG PATH",
      "HOME=/nowhere XDG_CACHE_HOME=/nowhere; export HOME XDG_CACHE_HOME",
      "cd /; TZ=Pacific/Apia LC_ALL=tr_TR.UTF-8; export TZ LC_ALL",
      "GDAL_CACHEMAX=1 GDAL_NUM_THREADS=7 GDAL_PAM_ENABLED=NO COMPRESS=LZW",
      "OMP_NUM_THREADS=7 OPENBLAS_NUM_THREADS=5; export OMP_NUM_THREADS OPENBLAS_NUM_THREADS",
      "GDAL_FORCE_CACHING=YES VSI_CACHE=TRUE; export GDAL_FORCE_CACHING VSI_CACHE",
      "ulimit -n 40", "umask 077", "exec 0<&-",
    ],
  ].flatMap { $0 }

  @Test func bytesDependOnNothingAround() throws {
    let scene = try SimulatedScene.small.get()
    let folder = try TemporaryFolder()
    let run = "\"$FACIES\" run '\(scene.sceneFile)' --threads ${threads:-2} -q --out"
    let plain = try BuiltCommand.shell("\(run) plain", in: folder.path)
    #expect(plain.isSuccess, "\(plain.errors)")
    for (index, way) in Self.surroundings.enumerated() {
      let out = folder.file("\(index)")
      let exported = way.hasPrefix("GDAL_CACHEMAX") ? "export \(way)" : way
      let outcome = try BuiltCommand.shell("\(exported); \(run) '\(out)'", in: folder.path)
      #expect(outcome.isSuccess, "\(way): \(outcome.errors)")
      for name in Results.names where name != "run.json" {
        #expect(
          try Files.bytes(out + "/" + name) == Files.bytes(folder.file("plain/" + name)),
          "\(name) with \(way)")
      }
    }
  }

  /// Formats that insist on a date have that of SOURCE_DATE_EPOCH, or the beginning
  /// of 1970; the others have none.
  @Test(arguments: [("1700000000", "20231114221320", "2023-11-14"), ("", "19700101", "1970-01-01")])
  func datesAreThoseOfTheEpoch(_ epoch: String, _ stamp: String, _ day: String) throws {
    let scene = try SimulatedScene.small.get()
    let folder = try TemporaryFolder()
    let setting = epoch.isEmpty ? "unset SOURCE_DATE_EPOCH" : "export SOURCE_DATE_EPOCH=\(epoch)"
    let script = """
      "$FACIES" run '\(scene.sceneFile)' --recipe k-means -q --out plain
      \(setting)
      "$FACIES" run '\(scene.sceneFile)' --recipe k-means -q --out dated
      "$FACIES" render dated/units.tif -q --out dated/sheet.pdf
      sleep 1.1
      "$FACIES" render dated/units.tif -q --out again.pdf
      """
    let outcome = try BuiltCommand.shell(script, in: folder.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let sheet = try Files.bytes(folder.file("dated/sheet.pdf"))
    #expect(sheet == (try Files.bytes(folder.file("again.pdf"))))
    #expect(sheet.range(of: Data("/CreationDate (D:\(stamp)".utf8)) != nil)
    let polygons = try Files.bytes(folder.file("dated/units.gpkg"))
    #expect(polygons.range(of: Data(day.utf8)) != nil)
    for name in Results.names where name != "run.json" && (epoch.isEmpty || name != "units.gpkg") {
      #expect(
        try Files.bytes(folder.file("dated/" + name)) == Files.bytes(folder.file("plain/" + name)),
        "\(name)")
    }
  }

  @Test(arguments: recipes)
  func mapOfAPeriodicImageIsPeriodic(_ recipe: String) throws {
    let folder = try TemporaryFolder()
    let period = 37
    let grid = try RasterFixture.utm(4 * period, 5 * period)
    let image = try RasterFixture(grid: grid, bands: 4) { band, column, row in
      ScrambledField.patches(
        band: band, column: column % period, row: row % period, size: 8, noise: 0.3)
    }.write(to: folder.file("tiles.tif"))
    let arguments = ["run", image, "--units", "5", "--recipe", recipe]
    let least = try LeastMemory.of(arguments)
    let out = folder.file("out")
    let outcome = try BuiltCommand.run(
      arguments + ["--memory", least, "--threads", "2", "--out", out])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let labels = try Results(folder: out).labels()
    // Away from the image's own edges, where neighbours are missing.
    let inner = 20..<grid.height - period - 20
    let broken = inner.filter { row in
      (20..<grid.width - period - 20).contains { column in
        let label = labels[row * grid.width + column]
        return label != labels[(row + period) * grid.width + column]
          || label != labels[row * grid.width + column + period]
      }
    }
    #expect(broken.isEmpty, "rows \(broken)")
  }
}

/// The least that a run asks for, out of its own refusal.
enum LeastMemory {
  static func of(_ arguments: [String]) throws -> String {
    let refused = try BuiltCommand.run(arguments + ["--memory", "1MB", "--out", "unused-folder"])
    let words = refused.errors.split(separator: " ")
    guard let at = words.firstIndex(of: "least"), at + 2 < words.count else {
      throw SimulatedScene.Unmade(description: "no figure in: \(refused.errors)")
    }
    return words[at + 1] + String(words[at + 2])
  }
}
