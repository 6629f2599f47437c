import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing
import Vectors

/// Labels of every kind, from the file to what `score`, `polygonize`, `run`
/// and `assess` say.
@Suite struct LabelReadingTests {
  private let folder: TemporaryFolder
  private let grid: Grid
  private let map: String

  init() throws {
    folder = try TemporaryFolder()
    grid = try RasterFixture.utm(8, 8)
    map = folder.file("map.tif")
    try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: 0) {
      1 + Float($1 / 2) + 0 * Float($2)
    }.write(to: map)
  }

  private func json(_ words: String...) throws -> [String: Any] {
    let outcome = try BuiltCommand.run(words + ["--json"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return try Results.object(outcome.output)
  }

  private func classes(_ score: [String: Any]) -> [String: Int] {
    let list = score["classes"] as? [[String: Any]] ?? []
    return Dictionary(
      list.map { ($0["name"] as? String ?? "?", $0["pixels"] as? Int ?? -1) },
      uniquingKeysWith: { a, _ in a })
  }

  /// Four stripes of 16 pixels with codes of every kind.
  @Test(
    arguments: [
      ([0, 1, 2, 3], SampleType.uint8, 255.0), ([0, 1, 2, 3], .int16, -1),
      ([-1, -2, -3, -4], .int16, 0),
      ([100_001, 100_002, 100_003, 100_004], .uint32, 0),
      ([51111, 62222, 73333, -2_000_000], .int32, 0), ([1, 2, 3, 4], .float32, -9999),
    ] as [([Int], SampleType, Double)])
  func polygonizeAgreesWithScore(_ codes: [Int], _ type: SampleType, _ noData: Double) throws {
    let path = try RasterFixture(grid: grid, bands: 1, type: type, noData: noData) {
      $2 == 7 && $1 == 7 ? Float(noData) : Float(codes[$1 / 2])
    }.write(to: folder.file("labels.tif"))
    let score = try json("score", map, "--reference", path)
    var expected = Dictionary(uniqueKeysWithValues: codes.map { ("class \($0)", 16) })
    expected["class \(codes[3])"] = 15
    #expect(classes(score) == expected)
    #expect(score["matchedAccuracy"] as? Double == 1)
    #expect(score["notes"] == nil)
    let names = (score["classes"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(names == codes.sorted().map { "class \($0)" })
    for name in ["p.geojson", "p.gpkg"] {
      let outcome = try BuiltCommand.run("polygonize", path, "--out", folder.file(name))
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }
    let features =
      try Results.object(Files.text(folder.file("p.geojson")))["features"] as? [[String: Any]] ?? []
    let units = features.compactMap { ($0["properties"] as? [String: Any])?["unit"] as? Int }
    #expect(units.sorted() == codes.sorted())
    let rows = try VectorReader(path: folder.file("p.gpkg")).rows(of: "units", fields: ["unit"])
    #expect(rows.compactMap { $0[0].flatMap { Int($0) } } == codes.sorted())
    // What was polygonized scores as the raster does.
    let again = try json(
      "score", map, "--reference", folder.file("p.gpkg") + "|layername=patches", "--field", "unit")
    #expect(classes(again).values.sorted() == expected.values.sorted())
    #expect(again["matchedAccuracy"] as? Double == 1)
  }

  @Test func zeroThatMeansNothingIsSaid() throws {
    let path = try RasterFixture(grid: grid, bands: 1, type: .uint8) {
      Float($1 / 2) + 0 * Float($2)
    }
    .write(to: folder.file("labels.tif"))
    let score = try json("score", map, "--reference", path)
    #expect(classes(score) == ["class 1": 16, "class 2": 16, "class 3": 16])
    let notes = try #require(score["notes"] as? [String])
    #expect(notes.count == 1 && notes[0].contains("0 is taken for 'no class'"))
  }

  @Test func fractionsAreRefused() throws {
    let path = try RasterFixture(grid: grid, bands: 1, noData: -9999) {
      Float($1 / 2 + 1) / 2 + 0 * Float($2)
    }
    .write(to: folder.file("labels.tif"))
    for words in [
      ["score", map, "--reference", path], ["polygonize", path, "--out", folder.file("p.gpkg")],
      ["run", map, "--known", path, "--out", folder.file("out"), "--recipe", "k-means"],
    ] {
      let outcome = try BuiltCommand.run(words)
      #expect(outcome.exitCode == 1, "\(words)")
      #expect(outcome.errors.contains("holds 0.5 at column 0, row 0"), "\(outcome.errors)")
    }
  }

  /// A map of units that cannot be one is refused; nothing is cut off.
  @Test(arguments: [(-1, SampleType.int16), (100_001, .int32), (65535, .uint32)])
  func otherUnitsAreRefused(_ value: Int, _ type: SampleType) throws {
    let path = try RasterFixture(grid: grid, bands: 1, type: type, noData: 0) {
      $1 == 3 && $2 == 0 ? Float(value) : 1
    }.write(to: folder.file("units.tif"))
    for words in [["score", path, "--reference", map], ["compare", path, map]] {
      let outcome = try BuiltCommand.run(
        words + (words[0] == "compare" ? ["--out", folder.file("change")] : []))
      #expect(outcome.exitCode == 1)
      #expect(outcome.errors.contains("holds the value \(value); units are numbers"))
    }
  }

  /// `inspect` says what labels would be taken of a file.
  @Test func inspectDescribesLabels() throws {
    let path = try folder.write(
      VectorText.boxes(
        [
          ("a", [500_000, 6_499_900, 500_100, 6_500_000]),
          ("b", [500_100, 6_499_900, 500_200, 6_500_000]),
        ],
        epsg: 32754), to: "p.geojson")
    let text = try BuiltCommand.run("inspect", path)
    #expect(text.exitCode == 0, "\(text.errors)")
    for line in [
      "p: vector file (GeoJSON), 1 layer", "as labels  field class of layer p",
      "as areas   layer p",
      "layer p: areas, 2 features: 2 areas", "  reference  WGS 84 / UTM zone 54S (EPSG:32754)",
      "  extent     500000, 6499900 to 500200, 6500000", "  * class text          2 classes: a, b",
    ] {
      #expect(text.output.split(separator: "\n").contains(line[...]), "\(line): \(text.output)")
    }
    let file = try json("inspect", path)
    #expect((file["labels"] as? [String: Any])?["field"] as? String == "class")
    let raster = try json("inspect", map)
    let classes = (raster["labels"] as? [String: Any])?["classes"] as? [[String: Any]] ?? []
    #expect(classes.map { $0["code"] as? String } == ["1", "2", "3", "4"])
    #expect(classes.allSatisfy { $0["pixels"] as? Int == 16 })
    #expect(try BuiltCommand.run("inspect", map).output.contains("as labels  4 classes, 0 pixels"))
  }

  /// Points of a text, from the map to its accuracy.
  @Test func textIsLabels() throws {
    let rows = (0..<4).flatMap { stripe in
      (0..<8).map { row in
        "\(500_015 + 60 * stripe),\(6_499_985 - 30 * row),\(["a", "b", "c", "d"][stripe])"
      }
    }
    let path = try folder.write(
      "x,y,class\n" + rows.joined(separator: "\n") + "\n500015,6499985,\n,,a\n", to: "points.csv")
    let score = try json("score", map, "--reference", path)
    #expect(classes(score) == ["a": 8, "b": 8, "c": 8, "d": 8])
    #expect(score["matchedAccuracy"] as? Double == 1)
    let notes = try #require(score["notes"] as? [String])
    #expect(notes[0].contains("of 34 features: 1 without a class, 1 without coordinates"))
    let report = try json("assess", map, path, "--field", "class")
    #expect(report["visited"] as? Int == 32 && report["unvisited"] as? Int == 1)
    let out = folder.file("out")
    let outcome = try BuiltCommand.run(
      "run", map, "--known", path, "--units", "4", "--recipe", "k-means", "--out", out)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("passed over of 34 features"))
    #expect(
      try Results(folder: out).map().dataset.bands[0].categories == ["no data", "a", "b", "c", "d"])
  }

  /// One of several layers, in a mask and on the way into run.json.
  @Test func layersAreNamed() throws {
    let writer = try VectorWriter(path: folder.file("two.gpkg"))
    for (layer, left) in [("west", 0.0), ("east", 4)] {
      try writer.addLayer(layer, of: grid, fields: [.init("c", .text)])
      var box = WKBPolygon(try #require(grid.transform))
      box.begin(rings: 1)
      let column = Int32(left)
      let corners: [(column: Int32, row: Int32)] = [
        (column, 0), (column + 4, 0), (column + 4, 8), (column, 8),
      ]
      box.append(ring: corners)
      try writer.write(box, [.text(layer)])
    }
    try writer.finish()
    let two = folder.file("two.gpkg")
    let words = [
      "run", map, "--units", "2", "--recipe", "k-means", "--overwrite", "--out", folder.file("out"),
    ]
    let refused = try BuiltCommand.run(words + ["--mask", "inside=\(two)"])
    #expect(refused.exitCode == 2 && refused.errors.contains("has 2 layers of areas"))
    #expect(refused.errors.contains("west (areas, 1 feature), east (areas, 1 feature)"))
    let outcome = try BuiltCommand.run(words + ["--mask", "inside=\(two)|layername=east"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let results = Results(folder: folder.file("out"))
    let labels = try results.labels()
    #expect((0..<64).allSatisfy { (labels[$0] == 0) == ($0 % 8 >= 4) })
    let inputs = try #require(try results.report()["inputs"] as? [[String: Any]])
    #expect(inputs.contains { $0["path"] as? String == two && $0["sha256"] is String })
    #expect(try Files.text(results.file("report.html")).contains("two.gpkg|layername=east"))
  }
}
