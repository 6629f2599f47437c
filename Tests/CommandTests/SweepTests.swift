import Foundation
import FoundationXML
import RasterIO
import Rasters
import TestSupport
import Testing

/// `facies sweep` from its arguments to its files.
@Suite struct SweepTests {
  private let folder: TemporaryFolder
  private let scene: SimulatedScene

  init() throws {
    folder = try TemporaryFolder()
    scene = try SimulatedScene.small.get()
  }

  private func sweep(_ more: [String]) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(["sweep", scene.sceneFile, "--recipe", "k-means", "--seeds", "2"] + more)
  }

  @Test func jsonHasItsKeys() throws {
    let outcome = try sweep(["--units", "2..6", "--json", "--quiet"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    #expect(
      report.keys.sorted() == [
        "bicModel", "choices", "clusterer", "encoder", "notes", "outputs", "product",
        "recipe", "recommendation", "samples", "scaling", "scene", "seed", "seeds", "space",
        "stages", "threads", "totalSeconds", "trials", "validPixels", "versions", "warnings",
      ])
    let trials = try #require(report["trials"] as? [[String: Any]])
    #expect(trials.compactMap { $0["units"] as? Int } == [2, 3, 4, 5, 6])
    for trial in trials {
      #expect(
        trial.keys.sorted() == [
          "bic", "calinskiHarabasz", "daviesBouldin", "gap", "gapError", "inertia", "silhouette",
          "smallestShare", "stability", "stabilityDeviation", "units",
        ])
    }
    let recommendation = try #require(report["recommendation"] as? [String: Any])
    #expect(recommendation.keys.sorted() == ["assumption", "reason", "units"])
    let choices = try #require(report["choices"] as? [[String: Any]])
    #expect(
      choices.compactMap { $0["index"] as? String } == [
        "inertia", "silhouette", "daviesBouldin", "calinskiHarabasz", "bic", "gap", "stability",
      ])
  }

  @Test func tableOnStandardOutputAndNothingElsewhere() throws {
    let outcome = try sweep(["--units", "4..6"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("  units     inertia"))
    #expect(lines.count(where: { $0.hasPrefix("* ") }) == 2)
    #expect(outcome.output.contains("recommended: "))
    #expect(Files.names(in: folder.path).isEmpty)
  }

  @Test func folderHoldsTablePlotAndReport() throws {
    let out = folder.file("out")
    let outcome = try sweep(["--units", "3..7", "--step", "2", "--out", out])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(Files.names(in: out) == ["sweep.csv", "sweep.json", "sweep.svg"])
    let table = try Files.text(out + "/sweep.csv").split(separator: "\n")
    #expect(table.count == 4)
    #expect(table[0].hasPrefix("units,inertia,silhouette,"))
    #expect(table.count(where: { $0.hasSuffix(",yes") }) == 1)
    #expect(XMLParser(data: try Files.bytes(out + "/sweep.svg")).parse())
    let refused = try sweep(["--units", "3..5", "--out", out])
    #expect(refused.exitCode == 2)
    #expect(refused.errors.contains("sweep.csv, sweep.svg, sweep.json; add --overwrite"))
  }

  /// A run with a range takes what the sweep recommends, and says why.
  @Test func aRunChoosesFromARange() throws {
    let swept = try BuiltCommand.run(
      "sweep", scene.sceneFile, "--recipe", "k-means", "--units", "2..7", "--json", "--quiet")
    let wanted = try #require(
      (Results.object(swept.output)["recommendation"] as? [String: Any])?["units"] as? Int)
    let out = folder.file("chosen")
    let run = try BuiltCommand.run(
      "run", scene.sceneFile, "--recipe", "k-means", "--units", "2..7", "--out", out, "--quiet")
    #expect(run.exitCode == 0, "\(run.errors)")
    let report = try Results(folder: out).report()
    let chosen = try #require(report["chosenUnits"] as? [String: Any])
    #expect((chosen["trials"] as? [Any])?.count == 6)
    #expect((chosen["recommendation"] as? [String: Any])?["units"] as? Int == wanted)
    #expect((report["units"] as? [Any])?.count == wanted)
    let page = try Files.text(out + "/report.html")
    #expect(page.contains("number of units: BIC") && page.contains("\(wanted) units were chosen"))
    #expect(page.contains("2..7"))
    // The reason is the first that is read, and the curves say what was chosen.
    let head = try #require(page.range(of: "</header>")).lowerBound
    #expect(page[..<head].contains("\(wanted) units were chosen among 2 to 7"))
    #expect(page.contains("\(wanted) chosen</text>"))
    let same = folder.file("same")
    let plain = try BuiltCommand.run(
      "run", scene.sceneFile, "--recipe", "k-means", "--units", "\(wanted)", "--out", same,
      "--quiet")
    #expect(plain.exitCode == 0, "\(plain.errors)")
    #expect(try Results(folder: same).labels() == Results(folder: out).labels())
  }

  /// Pixels that stand alone are a cluster, but the map's majority filter takes all of them.
  @Test(arguments: ["3", "2..3"])
  func noUnitIsWithoutPixels(_ units: String) throws {
    let image = try RasterFixture(grid: RasterFixture.utm(48, 48), bands: 2) { band, column, row in
      if column % 8 == 4, row % 8 == 4 { return 120 }
      return (column < 24 ? 10 : 50) + Float((column * 7 + row * 13 + band) % 5) / 5
    }.write(to: folder.file("salt.tif"))
    let file = try folder.write(
      "input: \(image)\nrecipe: k-means\nunits: \(units)\n"
        + "smoothing: {method: majority, window: 3}\n", to: "salt.yaml")
    let out = folder.file("salt-\(units)")
    let run = try BuiltCommand.run("run", file, "--out", out)
    #expect(run.exitCode == 0, "\(run.errors)")
    let report = try Results(folder: out).report()
    let found = try #require(report["units"] as? [[String: Any]])
    #expect(found.compactMap { $0["unit"] as? Int } == [1, 2])
    #expect(found.allSatisfy { ($0["pixels"] as? Int ?? 0) > 0 })
    let warnings = try #require(report["warnings"] as? [String])
    #expect(warnings.contains { $0.contains("1 of them would have no pixel") }, "\(warnings)")
    #expect(!warnings.contains { $0.contains("fewer units") })
    let names = try Files.text(out + "/units.yaml")
    #expect(names.contains("2:") && !names.contains("3:"))
  }

  @Test(arguments: [
    ("7..2", "--units is '7..2', must not fall: write 2..7"),
    ("x", "--units is 'x', must be a number or a range"),
    ("0..4", "--units is 0..4, must be from 1 to 255"),
    ("0", "--units is 0, must be from 1 to 255"),
  ])
  func rangesAreChecked(_ range: String, _ words: String) throws {
    let run = try BuiltCommand.run(
      "run", scene.sceneFile, "--units", range, "--out", folder.file("no"))
    #expect(run.exitCode == 2 && run.errors.contains(words), "\(run.errors)")
  }

  /// A sweep and a run do not take each other's results for their own.
  @Test func liesBesideARun() throws {
    let out = folder.file("out")
    #expect(try sweep(["--units", "3..4", "--out", out, "--quiet"]).exitCode == 0)
    let run = try BuiltCommand.run("run", scene.sceneFile, "--recipe", "k-means", "--out", out)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      Files.names(in: out) == (Results.names + ["sweep.csv", "sweep.json", "sweep.svg"]).sorted())
  }

  @Test(arguments: ["standard", "k-means"])
  func threadsDoNotMatter(_ recipe: String) throws {
    let outs = try ["1", "3"].map { threads in
      let out = folder.file("\(recipe)-\(threads)")
      let outcome = try sweep([
        "--units", "3..5", "--recipe", recipe, "--threads", threads, "--out", out,
      ])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      return out
    }
    for name in ["sweep.csv", "sweep.svg"] {
      #expect(try Files.bytes(outs[0] + "/" + name) == Files.bytes(outs[1] + "/" + name))
    }
  }

  @Test(arguments: [
    (["--units", "4..x"], "--units is '4..x', must be a number or a range such as 4..16"),
    (["--units", ".."], "--units is '..', must be a number or a range such as 4..16"),
    (["--units", "1..2..3"], "--units is '1..2..3', must be a number or a range such as 4..16"),
    (["--units", "9..4"], "--units is '9..4', must not fall: write 4..9"),
    (
      ["--units", "0..4"], "--units is 0..4, must be from 1 to 255, or a range such as 4..16"
    ),
    (
      ["--units", "4..256"],
      "--units is 4..256, must be from 1 to 255, or a range such as 4..16"
    ),
    (["--units", "4..8", "--step", "0"], "--step is 0, must be at least 1"),
    (["--units", "4..8", "--seeds", "0"], "--seeds is 0, must be from 1 to 100"),
  ])
  func wrongCalls(_ arguments: [String], _ message: String) throws {
    let outcome = try BuiltCommand.run(["sweep", scene.sceneFile] + arguments)
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors == "facies: \(message)\n")
    #expect(outcome.output.isEmpty)
  }

  /// Numbers beyond what the sample can tell apart are left out.
  @Test func fewSpectra() throws {
    let image = try RasterFixture(grid: RasterFixture.utm(40, 40), bands: 2) { _, column, _ in
      Float(1 + column / 10)
    }.write(to: folder.file("few.tif"))
    let outcome = try BuiltCommand.run(
      "sweep", image, "--recipe", "k-means", "--units", "2..9", "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    #expect((report["trials"] as? [Any])?.count == 3)
    #expect(
      (report["warnings"] as? [String])?.first?.hasSuffix("5 of the sweep were left out") == true)
    let none = try BuiltCommand.run("sweep", image, "--recipe", "k-means", "--units", "5..9")
    #expect(none.exitCode == 1)
    #expect(
      none.errors
        == "facies: the sample holds only 4 distinct spectra, fewer than the 5 units that the "
        + "sweep begins with\n")
  }
}
