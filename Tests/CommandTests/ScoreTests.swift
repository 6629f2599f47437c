import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// `facies score` against an answer worked out by hand; grids and polygons are in MapToolsTests.
@Suite struct ScoreTests {
  private let folder: TemporaryFolder
  private let map: String
  /// Units of the map: the upper half 1, the lower half 2, a corner without.
  private static let size = 8

  init() throws {
    folder = try TemporaryFolder()
    map = folder.file("map.tif")
    try RasterFixture(
      grid: RasterFixture.utm(Self.size, Self.size), bands: 1, type: .uint8, noData: 0,
      value: { Self.unit($1, $2) }
    ).write(to: map)
  }

  private static func unit(_ column: Int, _ row: Int) -> Float {
    if column == 7, row == 7 { return 0 }
    return row < 4 ? 1 : 2
  }

  private func score(_ reference: String, _ more: String...) throws -> [String: Any] {
    let outcome = try BuiltCommand.run(
      ["score", map, "--reference", reference, "--json"] + more)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return try Results.object(outcome.output)
  }

  private func reference(
    _ grid: Grid, type: SampleType = .uint8, _ value: (Int, Int) -> Float
  ) throws -> String {
    try RasterFixture(grid: grid, bands: 1, type: type) { value($1, $2) }
      .write(to: folder.file("reference.tif"))
  }

  private func confusion(_ score: [String: Any]) -> [[Int]] { score["confusion"] as? [[Int]] ?? [] }

  /// Class 7 is the upper half but for its last column, which is class 5 as
  /// the lower half is.
  @Test func countsByHand() throws {
    let path = try reference(RasterFixture.utm(8, 8)) { $1 < 4 && $0 < 7 ? 7 : 5 }
    let found = try score(path)
    #expect(confusion(found) == [[4, 28], [31, 0]])
    #expect(found["mapped"] as? Int == 63)
    #expect(found["unmapped"] as? Int == 1)
    let accuracy = try #require(found["matchedAccuracy"] as? Double)
    #expect(abs(accuracy - 59.0 / 63) < 1e-12)
    let ofAll = try #require(found["matchedAccuracyOfAll"] as? Double)
    #expect(abs(ofAll - 59.0 / 64) < 1e-12)
    let purity = try #require(found["purity"] as? Double)
    #expect(abs(purity - 59.0 / 63) < 1e-12)
    #expect(found["alignment"] as? String == "pixel by pixel")
  }

  @Test func refusals() throws {
    let far = try reference(RasterFixture.utm(8, 8, left: 900_000)) { _, _ in 1 }
    let polygons = try folder.write(
      VectorText.boxes([("a", [500_000, 6_499_760, 500_240, 6_500_000])], epsg: 32754),
      to: "p.geojson")
    let raw = try BadRasters.patches(8, 8, in: folder, bands: 1)
    let cases: [([String], Int32, String)] = [
      ([map, "--reference", far], 1, "no labelled pixel"),
      ([map, "--reference", folder.file("none.tif")], 1, "does not exist"),
      ([map, "--reference", polygons, "--field", "clas"], 2, "did you mean 'class'?"),
      ([map, "--reference", far, "--field", "class"], 2, "is a raster"),
      ([raw, "--reference", map], 1, "Float32"),
    ]
    for (arguments, code, part) in cases {
      let outcome = try BuiltCommand.run(["score"] + arguments)
      #expect(outcome.exitCode == code, "\(arguments)")
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.contains(part), "\(outcome.errors)")
    }
  }

  /// The truth of a simulated scene scores itself fully.
  @Test func theTruthIsTrue() throws {
    let scene = try SimulatedScene.small.get()
    let truth = scene.folder.file("truth.tif")
    let outcome = try BuiltCommand.run("score", truth, "--reference", truth, "--json")
    let found = try Results.object(outcome.output)
    for key in ["matchedAccuracy", "purity", "nmi", "ari", "kappa"] {
      let value = try #require(found[key] as? Double)
      #expect(abs(value - 1) < 1e-12, "\(key)")
    }
  }
}
