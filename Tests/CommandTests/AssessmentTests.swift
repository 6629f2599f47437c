import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing
import Vectors

/// `facies design` and `facies assess`; figures worked out by hand are in MapToolsTests.
@Suite struct AssessmentTests {
  private let folder: TemporaryFolder
  private let grid: Grid
  private let map: String

  init() throws {
    folder = try TemporaryFolder()
    grid = try RasterFixture.utm(200, 100)
    map = folder.file("units.tif")
    try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: 0) {
      Float(Self.unit($1, $2))
    }.write(to: map)
    try folder.write("units: {1: Shale, 2: Granite, 3: Dune sand}\n", to: "units.yaml")
  }

  /// 0 in the first row; 3 in a corner of 10x9 pixels.
  private static func unit(_ column: Int, _ row: Int) -> Int {
    row == 0 ? 0 : column < 10 && row < 10 ? 3 : column < 150 ? 1 : 2
  }

  private func design(_ more: String..., to name: String = "samples.gpkg") throws -> [String: Any] {
    let outcome = try BuiltCommand.run(
      ["design", map, "--out", folder.file(name), "--json", "--overwrite"] + more)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return try Results.object(outcome.output)
  }

  private func points(_ name: String = "samples.gpkg") throws -> [VectorReader.Point] {
    try VectorReader(path: folder.file(name)).points(
      of: "samples", fields: ["id", "reference", "longitude"], onto: grid)
  }

  private func pixel(_ point: VectorReader.Point) throws -> (column: Int, row: Int) {
    let place = try #require(grid.transform?.invert(x: point.x, y: point.y))
    return (Int(place.column), Int(place.row))
  }

  /// The points of the design with what somebody found, as GeoJSON; `class`
  /// nil leaves the field empty.
  private func visited(
    _ name: String, _ found: (_ id: Int, _ unit: Int) -> String?
  ) throws -> String {
    let features = try points().map { point -> String in
      let place = try pixel(point)
      let id = Int(point.texts[0] ?? "") ?? 0
      let text = found(id, Self.unit(place.column, place.row)).map { "\"\($0)\"" } ?? "null"
      return """
        {"type":"Feature","properties":{"rock":\(text)},
         "geometry":{"type":"Point","coordinates":[\(point.x),\(point.y)]}}
        """
    }
    return try folder.write(
      """
      {"type":"FeatureCollection",
       "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32754"}},
       "features":[\(features.joined(separator: ","))]}
      """, to: name)
  }

  private func assess(_ samples: String, _ more: String...) throws -> [String: Any] {
    let outcome = try BuiltCommand.run(["assess", map, samples, "--json"] + more)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return try Results.object(outcome.output)
  }

  @Test func standardErrorDecidesTheSize() throws {
    let report = try design("--standard-error", "0.02", "--expected-accuracy", "0.8,Granite=0.7")
    let error = try #require(report["expectedStandardError"] as? Double)
    #expect(error > 0.019 && error < 0.022)
    let optimal = try design(
      "--samples", "400", "--allocation", "optimal", "--expected-accuracy", "0.95,2=0.5")
    let strata = try #require(optimal["strata"] as? [[String: Any]])
    let counts = strata.compactMap { $0["samples"] as? Int }
    #expect(counts[1] > 130 && counts[2] == 50)
  }

  /// A class that the map lacks, places not visited, units of one name.
  @Test func oddSamples() throws {
    _ = try design("--samples", "300")
    let path = try visited("v.geojson") { id, unit in
      id > 200 ? nil : unit == 1 && id % 5 == 0 ? "Basalt" : "\(unit)"
    }
    let report = try assess(path, "--field", "rock", "--out", folder.file("a.csv"))
    #expect(report["visited"] as? Int == 200 && report["unvisited"] as? Int == 100)
    let classes = try #require(report["classes"] as? [[String: Any]])
    #expect(classes.map { $0["name"] as? String } == ["Shale", "Granite", "Dune sand", "Basalt"])
    #expect(classes[3]["usersAccuracy"] == nil)
    #expect((classes[3]["producersAccuracy"] as? [String: Double])?["value"] == 0)
    #expect(
      (report["notes"] as? [String])?.contains { $0.contains("'Basalt' is no class") } == true)
    let rows = try Files.text(folder.file("a.csv")).split(separator: "\n")
    #expect(rows.count == 5 && rows[4].hasPrefix("Basalt,,0,"))

    try folder.write("units: {1: Rock, 2: Rock, 3: Sand}\n", to: "units.yaml")
    let merged = try assess(
      visited("m.geojson") { $1 == 3 ? "sand" : "rock" }, "--field", "rock")
    let joined = try #require(merged["classes"] as? [[String: Any]])
    #expect(joined.map { $0["units"] as? [Int] } == [[1, 2], [3]])
    #expect((merged["overallAccuracy"] as? [String: Double])?["value"] == 1)
  }

  /// The design's strata hold although the map has changed since.
  @Test func strataOutliveTheMap() throws {
    _ = try design("--samples", "150", "--least", "40")
    let database = folder.file("samples.gpkg")
    let filled = try BuiltCommand.shell(
      """
      ogr2ogr -f GPKG visited.gpkg '\(database)' samples -sql "SELECT id, \
      CASE WHEN id % 4 = 0 THEN 'Granite' ELSE 'Shale' END AS reference, geom FROM samples" \
      -dialect SQLITE -nln samples && ogr2ogr -update visited.gpkg '\(database)' design strata
      """, in: folder.path)
    try #require(filled.isSuccess || filled.errors.contains("not found"), "\(filled.errors)")
    guard filled.isSuccess else { return }
    try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: 0) {
      $2 == 0 ? 0 : $1 < 100 ? 1 : 2
    }.write(to: map)
    let report = try assess(folder.file("visited.gpkg"))
    #expect((report["design"] as? String)?.hasPrefix("stratified by the units") == true)
    let strata = try #require(report["strata"] as? [[String: Any]])
    #expect(strata.count == 3 && strata[2]["visited"] as? Int == 40)
    let classes = try #require(report["classes"] as? [[String: Any]])
    #expect(classes.map { $0["name"] as? String } == ["Shale", "Granite"])
  }

  @Test func refusals() throws {
    _ = try design("--samples", "150")
    let samples = folder.file("samples.gpkg")
    let polygons = try folder.write(
      VectorText.boxes([("a", [500_000, 6_499_760, 500_240, 6_500_000])], epsg: 32754),
      to: "p.geojson")
    let bare = try RasterFixture(
      grid: Grid(width: 4, height: 4), bands: 1, type: .uint8, noData: 0
    ) { _, _, _ in 1 }.write(to: folder.file("bare.tif"))
    let empty = try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: 0) { _, _, _ in 0 }
      .write(to: folder.file("empty.tif"))
    let out = ["--out", folder.file("x.gpkg")]
    let cases: [([String], Int32, String)] = [
      (["assess", map, polygons, "--field", "class"], 2, "points are wanted"),
      (["assess", map, polygons], 2, "Add --field with one of class"),
      (["assess", map, samples, "--field", "referense"], 2, "did you mean 'reference'?"),
      (["assess", map, samples, "--out", folder.file("a.xlsx")], 2, "must end in .csv"),
      (["design", map, "--out", folder.file("x.shp")], 2, "must end in .gpkg"),
      (["design", map, "--out", samples], 2, "already exists"),
      (["design", bare] + out, 1, "no place on the ground"),
      (["design", empty] + out, 1, "no mapped pixel"),
      (["design", map, "--samples", "0"] + out, 2, "--samples is 0"),
      (["design", map, "--allocation", "eqal"] + out, 2, "did you mean 'equal'?"),
      (["design", map, "--allocation", "optimal"] + out, 2, "give units their own"),
      (["design", map, "--samples", "200", "--standard-error", "0.1"] + out, 2, "exclude"),
      (["design", map, "--samples", "200", "--expected-accuracy", "0.7"] + out, 2, "goes with"),
    ]
    for (arguments, code, part) in cases {
      let outcome = try BuiltCommand.run(arguments)
      #expect(outcome.exitCode == code, "\(arguments): \(outcome.errors)")
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.contains(part), "\(outcome.errors)")
    }
    #expect(!Files.exists(folder.file("x.gpkg")))
  }
}
