import RasterIO
import Rasters
import TestSupport
import Testing

/// Odd but honest rasters that must run.
@Suite struct OddRasterTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var size = (60, 40)
    var more: [String] = []
    /// No unit has an area.
    var isUnplaced = false
    var change: @Sendable (_ band: Int, _ value: Float) -> Float = { $1 }
    var grid: @Sendable (Int, Int) throws -> Grid = { try RasterFixture.utm($0, $1) }
  }

  static let cases: [Case] = [
    Case(
      testDescription: "one pixel", size: (1, 1), more: ["--units", "1", "--recipe", "k-means"]),
    Case(testDescription: "one column", size: (1, 50), more: ["--units", "2"]),
    Case(testDescription: "one row", size: (50, 1), more: ["--units", "2"]),
    Case(testDescription: "2x2", size: (2, 2), more: ["--units", "2", "--recipe", "k-means"]),
    Case(testDescription: "just off the tiles", size: (513, 511), more: ["--units", "3"]),
    Case(testDescription: "one unit", more: ["--units", "1"]),
    Case(testDescription: "one constant band", more: ["--units", "3"]) { $0 == 1 ? 7 : $1 },
    Case(testDescription: "collinear bands", more: ["--units", "3"]) { $0 == 2 ? 0.25 : $1 },
    Case(testDescription: "255 units", more: ["--units", "255", "--recipe", "k-means"]),
    Case(
      testDescription: "south up", more: ["--units", "3"],
      grid: {
        var grid = try RasterFixture.utm($0, $1)
        grid.transform = GeoTransform(
          originX: 500_000, columnX: 30, rowX: 0, originY: 6_000_000, columnY: 0, rowY: 30)
        return grid
      }),
    Case(
      testDescription: "rotated", more: ["--units", "3"],
      grid: {
        var grid = try RasterFixture.utm($0, $1)
        grid.transform = GeoTransform(
          originX: 500_000, columnX: 24, rowX: 18, originY: 6_000_000, columnY: 18, rowY: -24)
        return grid
      }),
    Case(
      testDescription: "degrees", more: ["--units", "3"],
      grid: {
        try SpatialReference.grid(
          width: $0, height: $1,
          transform: GeoTransform(left: 142, top: -31, pixelWidth: 0.001, pixelHeight: 0.001),
          epsg: 4326)
      }),
    Case(
      testDescription: "nowhere", more: ["--units", "3"], isUnplaced: true,
      grid: { Grid(width: $0, height: $1) }),
  ]

  @Test(arguments: cases) func runs(_ c: Case) throws {
    let folder = try TemporaryFolder()
    let grid = try c.grid(c.size.0, c.size.1)
    let input = try RasterFixture(grid: grid, bands: 4) { band, column, row in
      c.change(band, ScrambledField.patches(band: band, column: column, row: row, size: 8))
    }.write(to: folder.file("odd.tif"))
    let results = Results(folder: folder.file("out"))
    let outcome = try BuiltCommand.run(["run", input, "--out", results.folder] + c.more)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    // Polygons of a map without a place on the ground are left out, with a note.
    let names = Results.names.filter { grid.transform != nil || $0 != "units.gpkg" }
    #expect(Files.names(in: results.folder) == names)
    let map = try results.map()
    #expect(map.grid.transform == grid.transform)
    #expect((map.grid.width, map.grid.height) == c.size)
    let census = try map.census().pixels
    #expect(census.values.reduce(0, +) == grid.pixelCount)
    let areas = try results.table().compactMap { $0["hectares"].flatMap { Double($0) } }
    let total = (0..<grid.height).compactMap { grid.pixelHectares(atRow: $0) }
      .reduce(0) { $0 + $1 * Double(grid.width) }
    #expect(areas.isEmpty == c.isUnplaced)
    #expect(abs(areas.reduce(0, +) - total) <= 1e-5 * max(total, 1))
  }
}
