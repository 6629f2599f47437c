import Rasters
import TestSupport
import Testing

@testable import MapTools
@testable import Vectors

/// The GeoPackage of real pixels that stand for units.
@Suite struct ExemplarFileTests {
  private static func legend(_ second: String) -> Legend {
    Legend(entries: [
      LegendEntry(value: 1, name: "Unit 1", colour: RGB(10, 20, 30)),
      LegendEntry(value: 2, name: second, colour: RGB(40, 50, 60)),
    ])
  }

  private static let points = [
    ExemplarFile.Point(
      unit: 1, rank: 1, column: 3, row: 4, x: 500_070, y: 6_499_910, longitude: 141,
      latitude: -31.6, spectrum: [0.1, .nan]),
    ExemplarFile.Point(
      unit: 2, rank: 1, column: 1, row: 2, x: 500_030, y: 6_499_950, longitude: nil,
      latitude: nil, spectrum: [0.3, 0.4]),
    ExemplarFile.Point(
      unit: 2, rank: 2, column: 9, row: 9, x: 500_190, y: 6_499_810, longitude: nil,
      latitude: nil, spectrum: []),
  ]

  private func row(_ path: String, _ query: String) throws -> SQLite.Statement {
    let statement = try SQLite.Statement(SQLite(reading: path), query)
    #expect(try statement.step())
    return statement
  }

  @Test func pointsAreWrittenStyledAndRenamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("exemplars.gpkg")
    // A band may be called as a field of its own.
    try ExemplarFile(Self.legend("Unit 2"), hints: [2: "cloud (0.93)"], bands: ["red", "Row"])
      .write(Self.points, on: try RasterFixture.utm(20, 20, pixel: 20), to: path)
    let first = try row(path, "SELECT red, band_2 IS NULL, longitude FROM exemplars WHERE unit = 1")
    #expect(first.real(0) == 0.1 && first.integer(1) == 1 && first.real(2) == 141)
    let second = try row(
      path, "SELECT name, hint, \"row\", band_2 FROM exemplars WHERE unit = 2 AND place = 1")
    #expect(second.text(0) == "Unit 2" && second.text(1) == "cloud (0.93)")
    #expect(second.integer(2) == 2 && second.real(3) == 0.4)
    #expect(try row(path, "SELECT count(*) FROM exemplars WHERE red IS NULL").integer(0) == 1)

    let legend = Self.legend("Cloud <1>")
    #expect(
      try UnitsGeoPackage.rename(
        path: path, layers: [UnitsGeoPackage.exemplars], names: [1: "Unit 1", 2: "Cloud <1>"],
        styles: ExemplarFile.styles(legend)))
    let renamed = try row(path, "SELECT name FROM exemplars WHERE unit = 2")
    #expect(renamed.text(0) == "Cloud <1>")
    let style = try row(path, "SELECT styleQML, styleSLD FROM layer_styles")
    #expect(style.text(0)?.contains("label=\"Cloud &lt;1&gt;\"") == true)
    #expect(style.text(1)?.contains("<PointSymbolizer>") == true)
  }
}
