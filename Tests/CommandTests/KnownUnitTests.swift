import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// Known units and references, from scene file and command line to results.
@Suite struct KnownUnitTests {
  private let folder: TemporaryFolder
  private let grid: Grid
  private let scene: String

  /// Values of four kinds of ground in three bands.
  private static let ground: [[Float]] = [
    [0.1, 0.2, 0.3], [0.4, 0.2, 0.1], [0.3, 0.5, 0.4], [0.15, 0.4, 0.6],
  ]

  init() throws {
    folder = try TemporaryFolder()
    grid = try RasterFixture.utm(120, 80)
    scene = folder.file("scene.tif")
    try RasterFixture(grid: grid, bands: 3, noData: -1) { band, column, row in
      if column < 4, row < 4 { return -1 }
      let noise = Float(ScrambledField.bits(band * 100_000 + row * 120 + column) >> 40) / 0x1p24
      return Self.ground[Self.kind(column, row)][band] + 0.06 * (noise - 0.5)
    }.write(to: scene)
  }

  private static func kind(_ column: Int, _ row: Int) -> Int {
    (column / 60) + 2 * (row / 40)
  }

  /// Boxes of pixels with a class each.
  private func boxes(_ list: [(String, Int, Int, Int)], to name: String = "known.geojson") throws
    -> String
  {
    try folder.write(
      VectorText.boxes(
        list.map { name, column, row, side in
          let (left, top) = (500_000 + 30 * Double(column), 6_500_000 - 30 * Double(row))
          let size = 30 * Double(side)
          return (name, [left, top - size, left + size, top])
        }, epsg: 32754), to: name)
  }

  /// Kind 2 is known as sandstone, kind 1 as basalt.
  private func twoKnown() throws -> String {
    try boxes([
      ("sandstone", 5, 50, 6), ("sandstone", 20, 60, 6), ("sandstone", 40, 70, 5),
      ("basalt", 70, 10, 6), ("basalt", 100, 20, 6), ("", 60, 60, 3),
    ])
  }

  private func run(_ more: [String], to out: String = "out") throws -> Results {
    let outcome = try BuiltCommand.run(
      ["run", scene, "--out", folder.file(out), "--units", "4", "--quiet"] + more)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return Results(folder: folder.file(out))
  }

  @Test(arguments: ["standard", "k-means"]) func knownUnitsAreKeptAndNamed(_ recipe: String) throws
  {
    let known = try twoKnown()
    let results = try run(["--known", known, "--field", "class", "--recipe", recipe])
    let map = try results.map()
    #expect(
      map.dataset.bands[0].categories == ["no data", "basalt", "sandstone", "Unit 3", "Unit 4"])
    let labels = try results.labels()
    #expect(labels[20 * 120 + 90] == 1 && labels[60 * 120 + 20] == 2)
    // The others are found, from the darkest to the brightest.
    #expect(labels[20 * 120 + 20] == 3 && labels[60 * 120 + 90] == 4)
    let report = try results.report()
    let facts = try #require(report["known"] as? [String: Any])
    let units = try #require(facts["units"] as? [[String: Any]])
    #expect(units.map { $0["places"] as? Int } == [2, 3])
    #expect(units.map { $0["heldOut"] as? Int } == [1, 1])
    let heldOut = try #require(facts["heldOut"] as? [String: Any])
    #expect(heldOut["accuracy"] as? Double == 1)
    #expect(try Files.text(results.file("report.html")).contains("places of known.geojson"))
    for name in ["units.csv", "units.qml", "units.yaml"] {
      #expect(try Files.text(results.file(name)).contains("sandstone"), "\(name)")
    }
    // The model knows the names.
    let outcome = try BuiltCommand.run(
      "map", scene, "--model", results.file("model.safetensors"), "--out", folder.file("next"))
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try Results(folder: folder.file("next")).labels() == labels)
    #expect(try Files.text(folder.file("next/units.csv")).contains("basalt"))
  }

  @Test func rastersAndPointsAreLabelsToo() throws {
    let raster = try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: 0) {
      $1 % 9 < 2 && $2 % 7 < 2 && Self.kind($1, $2) == 3 ? 7 : 0
    }.write(to: folder.file("labels.tif"))
    let byRaster = try run(["--known", raster], to: "raster")
    #expect(try byRaster.map().dataset.bands[0].categories[1] == "Class 7")
    #expect(try byRaster.labels()[60 * 120 + 90] == 1)
    let features = (0..<8).map { index in
      """
      {"type":"Feature","properties":{"rock":"tuff"},"geometry":{"type":"Point",\
      "coordinates":[\(500_015 + 30 * (70 + 5 * index)),\(6_499_985 - 30 * 60)]}}
      """
    }
    let points = try folder.write(
      """
      {"type":"FeatureCollection",
       "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32754"}},
       "features":[\(features.joined(separator: ","))]}
      """, to: "points.geojson")
    let byPoints = try run(["--known", points, "--hold-out", "0.5"], to: "points")
    let (few, many) = (try byPoints.labels(), try byRaster.labels())
    let alike = zip(few, many).count { ($0 == 1) == ($1 == 1) }
    #expect(Double(alike) > 0.97 * Double(few.count), "the same ground is tuff")
    let known = try #require(try byPoints.report()["known"] as? [String: Any])
    let heldOut = try #require(known["heldOut"] as? [String: Any])
    #expect(heldOut["pixels"] as? Int == 4 && heldOut["accuracy"] as? Double == 1)
  }

  /// Neither threads nor memory, as little as without labels.
  @Test func bytesDependOnSeedAlone() throws {
    let known = try twoKnown()
    let one = try run(["--known", known, "--threads", "1", "--memory", "1GB"], to: "one")
    let three = try run(["--known", known, "--threads", "3", "--memory", "250MB"], to: "three")
    for name in ["units.tif", "model.safetensors", "report.html"] {
      #expect(try one.bytes(name) == three.bytes(name), "\(name)")
    }
  }

  @Test func referenceScoresTheMap() throws {
    _ = try twoKnown()
    try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: 0) {
      Float(Self.kind($1, $2) + 1)
    }.write(to: folder.file("truth.tif"))
    let file = try folder.write(
      """
      input: scene.tif
      units: 4
      reference: truth.tif
      known: {file: known.geojson, field: class, hold-out: 0}
      """, to: "scene.yaml")
    let outcome = try BuiltCommand.run("run", file, "--out", folder.file("out"))
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("against the reference: matched accuracy"))
    let results = Results(folder: folder.file("out"))
    let report = try results.report()
    let score = try #require(report["score"] as? [String: Any])
    #expect((score["matchedAccuracy"] as? Double ?? 0) > 0.98)
    #expect((report["known"] as? [String: Any])?["heldOut"] == nil)
    let page = try Files.text(results.file("report.html"))
    #expect(page.contains("truth.tif") && page.contains("Matched accuracy"))
    #expect(page.contains("known: {file: ") && page.contains("known.geojson"))
    // No fit sees the reference.
    let plain = try folder.write(
      "input: scene.tif\nunits: 4\nknown: {file: known.geojson, hold-out: 0}\n", to: "plain.yaml")
    let without = try BuiltCommand.run("run", plain, "--out", folder.file("plain"))
    #expect(without.exitCode == 0)
    #expect(try Results(folder: folder.file("plain")).labels() == results.labels())
  }

  @Test func referenceElsewhereLosesNoMap() throws {
    try RasterFixture(grid: RasterFixture.utm(9, 9, left: 900_000), bands: 1, type: .uint8) {
      _, _, _ in 1
    }.write(to: folder.file("far.tif"))
    let file = try folder.write("input: scene.tif\nreference: far.tif\n", to: "scene.yaml")
    let outcome = try BuiltCommand.run("run", file, "--out", folder.file("out"))
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.contains("not scored: ") && outcome.errors.contains("no labelled pixel"))
  }

  /// Its places are masked: the other classes are numbered without it.
  @Test func classWithoutPixelsIsPassedOver() throws {
    let known = try boxes(
      [
        ("sandstone", 5, 50, 6), ("sandstone", 20, 60, 6), ("agate", 0, 0, 3),
        ("basalt", 70, 10, 6), ("basalt", 100, 20, 6),
      ], to: "masked.geojson")
    let outcome = try BuiltCommand.run(
      "run", scene, "--known", known, "--units", "4", "--out", folder.file("out"))
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("the known unit 'agate'"))
    let results = Results(folder: folder.file("out"))
    #expect(
      try results.map().dataset.bands[0].categories
        == ["no data", "basalt", "sandstone", "Unit 3", "Unit 4"])
    let facts = try #require(try results.report()["known"] as? [String: Any])
    #expect((facts["heldOut"] as? [String: Any])?["accuracy"] as? Double == 1)
  }

  /// Every class is labelled: no other unit, and an accuracy by places.
  @Test(arguments: ["maximum-likelihood", "logistic-regression", "random-forest"])
  func classify(_ method: String) throws {
    let known = try boxes(
      (0..<4).flatMap { kind in
        (0..<3).map { index in
          ("rock \(kind)", 8 + 16 * index + 60 * (kind % 2), 10 + 8 * index + 40 * (kind / 2), 5)
        }
      })
    let out = folder.file("classes")
    let outcome = try BuiltCommand.run(
      "classify", scene, "--labels", known, "--method", method, "--out", out)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("cross-validated accuracy 1.0000 of 300 pixels"))
    let results = Results(folder: out)
    let labels = try results.labels()
    let hits = labels.indices.count { index in
      Int(labels[index]) == 1 + Self.kind(index % 120, index / 120)
    }
    #expect(hits > 9600 * 99 / 100)
    #expect(try Files.text(results.file("report.html")).contains("held out in turn"))
    // Threads change nothing, the scene file in run.json says all, and the model maps alike.
    let again = try BuiltCommand.run(
      "classify", scene, "--labels", known, "--method", method, "--out", folder.file("one"),
      "--threads", "1", "-q")
    #expect(again.exitCode == 0)
    let report = try results.report()
    let file = try folder.write(try #require(report["sceneFile"] as? String), to: "again.yaml")
    let same = try BuiltCommand.run("run", file, "--out", folder.file("two"), "-q")
    #expect(same.exitCode == 0, "\(same.errors)")
    let mapped = try BuiltCommand.run(
      "map", scene, "--model", results.file("model.safetensors"), "--out", folder.file("three"))
    #expect(mapped.exitCode == 0, "\(mapped.errors)")
    for other in ["one", "two"] {
      for name in ["units.tif", "model.safetensors"] {
        #expect(
          try Results(folder: folder.file(other)).bytes(name) == results.bytes(name),
          "\(other) \(name)")
      }
    }
    #expect(try Results(folder: folder.file("three")).labels() == labels)
  }

  @Test func refusals() throws {
    let known = try twoKnown()
    let far = try boxes([("a", 9000, 10, 5)], to: "far.geojson")
    let masked = try boxes([("shale", 0, 0, 3)], to: "masked.geojson")
    let many = try boxes((0..<5).map { ("class \($0)", 10 + 20 * $0, 30, 4) }, to: "many.geojson")
    let nameless = try boxes([("", 10, 10, 5)], to: "nameless.geojson")
    let relabelled = try folder.write(
      "input: scene.tif\nrelabel: old.tif\nknown: {file: known.geojson}\n", to: "relabel.yaml")
    let model = folder.file("m.safetensors")
    let fit = try BuiltCommand.run("fit", scene, "--model", model, "--recipe", "k-means")
    #expect(fit.exitCode == 0)
    let withKnown = try folder.write(
      "input: scene.tif\nknown: {file: known.geojson}\n", to: "known.yaml")
    let ward = try folder.write(
      "input: scene.tif\nclusterer: ward\nknown: {file: known.geojson, use: pull}\n",
      to: "ward.yaml")
    let busy = try RasterFixture(grid: grid, bands: 1, type: .uint16, noData: 0) {
      Float(($2 * 120 + $1) % 300 + 1)
    }.write(to: folder.file("busy.tif"))
    let oversampled = try folder.write(
      "input: scene.tif\nclusterer: {method: k-means, init: 'k-means||'}\n"
        + "known: {file: known.geojson, use: pull}\n", to: "oversampled.yaml")
    let allKnown = try folder.write(
      "input: scene.tif\nunits: 2..5\nknown: {file: known.geojson, use: random-forest}\n",
      to: "all.yaml")
    let out = ["--out", folder.file("no")]
    let cases: [([String], Int32, String)] = [
      (["run", scene, "--known", known, "--field", "clas"] + out, 2, "did you mean 'class'?"),
      (["run", scene, "--known", far] + out, 2, "lies on the map"),
      (["run", scene, "--known", masked] + out, 1, "no known unit of"),
      (
        ["run", scene, "--known", many, "--units", "4"] + out, 2, "5 known units do not fit into 4"
      ),
      (["run", scene, "--known", nameless] + out, 2, "is empty in every feature"),
      (["run", scene, "--known", scene] + out, 1, "a class is a whole number"),
      (["run", scene, "--known", busy] + out, 2, "300 classes; a map has at most 255"),
      (["run", scene, "--field", "class"] + out, 2, "--field goes with --known"),
      (["run", scene, "--known", known, "--hold-out", "1"] + out, 2, "--hold-out is 1, must be"),
      (["run", scene, "--known", folder.file("none.gpkg")] + out, 1, "does not exist"),
      (["run", relabelled] + out, 2, "exclude each other"),
      (["run", ward] + out, 2, "use k-means, gaussian-mixture or t-mixture"),
      (["run", oversampled] + out, 2, "the init k-means++"),
      (["map", withKnown, "--model", model] + out, 2, "go with fitting"),
      (["run", scene, "--known-use", "discover"] + out, 2, "--known-use goes with --known"),
      (["run", scene, "--known", known, "--known-use", "guess"] + out, 2, "guess"),
      (["classify", scene, "--labels", far] + out, 2, "lies on the map"),
      (["classify", scene, "--labels", busy] + out, 2, "300 classes; a map has at most 255"),
      (["sweep", withKnown, "--units", "2..3"], 2, "take 'known' out"),
      (
        ["run", scene, "--known", many, "--units", "2..4"] + out, 2,
        "5 known units do not fit into 4"
      ),
      (["run", allKnown] + out, 2, "no number is to be chosen of 2..5"),
    ]
    for (arguments, code, part) in cases {
      let outcome = try BuiltCommand.run(arguments)
      #expect(outcome.exitCode == code, "\(arguments): \(outcome.errors)")
      let lines = outcome.errorLines.filter { $0.hasPrefix("facies: ") }
      #expect(lines.count == 1)
      #expect(outcome.errors.contains(part), "\(outcome.errors)")
    }
    #expect(!Files.exists(folder.file("no")))
  }

  /// With a range the number of the units beside the known ones is chosen.
  @Test func aRangeIsOfAllUnits() throws {
    let found = try run(
      ["--known", twoKnown(), "--field", "class", "--units", "2..6", "--recipe", "mixture"])
    let report = try found.report()
    let chosen = try #require(report["chosenUnits"] as? [String: Any])
    let recommended = try #require(chosen["recommendation"] as? [String: Any])
    let number = try #require(recommended["units"] as? Int)
    #expect((3...6).contains(number))
    let reason = try #require(recommended["reason"] as? String)
    #expect(reason.hasPrefix("2 of them are known and \(number - 2) other"), "\(reason)")
    let trials = try #require(chosen["trials"] as? [[String: Any]])
    #expect(trials.compactMap { $0["units"] as? Int } == [3, 4, 5, 6])
    let units = try #require(report["units"] as? [[String: Any]])
    #expect(units.compactMap { $0["name"] as? String }.prefix(2) == ["basalt", "sandstone"])
    // Fewer where smoothing has left a unit without pixels.
    #expect((3...number).contains(units.count), "\(units.count) of \(number)")
    #expect(units.allSatisfy { ($0["pixels"] as? Int ?? 0) > 0 })
  }

  /// Nobody said 8: nine known units fit.
  @Test func knownUnitsMayBeMoreThanTheUsualNumber() throws {
    let nine = try boxes(
      (0..<9).map { ("kind \($0)", 6 + 12 * $0, $0 % 2 == 0 ? 10 : 60, 5) }, to: "nine.geojson")
    let words = [
      "run", scene, "--known", nine, "--field", "class", "--dry-run", "--out", folder.file("no"),
    ]
    let plan = try BuiltCommand.run(words)
    #expect(plan.exitCode == 0, "\(plan.errors)")
    #expect(plan.output.contains("11 units"))
    let said = try BuiltCommand.run(words + ["--units", "8"])
    #expect(said.exitCode == 2)
    #expect(said.errors.contains("9 known units do not fit into 8 units: ask for at least 9"))
  }
}
