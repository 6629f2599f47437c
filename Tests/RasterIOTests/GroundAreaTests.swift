import Foundation
import Rasters
import Testing

@testable import RasterIO

/// Areas and sizes of pixels on the ground as pyproj's geodesics have them; see
/// Fixtures/ground_areas.py.
@Suite struct GroundAreaTests {
  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    struct Row: Decodable {
      var row: Int
      var hectares: Double
      var firstPart: Double
    }

    var name: String
    var wkt: String
    var width: Int
    var height: Int
    var transform: [Double]
    var parts: Int
    var rows: [Row]
    var hectares: Double
    var across: Double
    var down: Double

    var testDescription: String { name }

    var grid: Grid {
      Grid(
        width: width, height: height, transform: GeoTransform(coefficients: transform), wkt: wkt,
        reference: SpatialReference.reference(wkt: wkt))
    }
  }

  static let cases: [Case] = {
    let url = Bundle.module.url(forResource: "Fixtures/ground-areas", withExtension: "json")
    return url.flatMap { try? Data(contentsOf: $0) }
      .flatMap { try? JSONDecoder().decode([Case].self, from: $0) } ?? []
  }()

  @Test func casesAreThere() { #expect(Self.cases.count == 33) }

  @Test(arguments: cases) func areasAreThoseOfGeodesics(_ known: Case) throws {
    let grid = known.grid
    let areas = try #require(GroundAreas(grid))
    // Pixels of 150 km are larger than what the scale at their middle holds for.
    let tolerance = known.name.hasSuffix("the world") ? 3e-4 : 2e-6
    for row in known.rows {
      let found = areas.row(row.row)
      let part = 0..<known.width / known.parts
      #expect(abs(found.hectares(0..<known.width) / row.hectares - 1) < tolerance)
      #expect(abs(found.hectares(part) / row.firstPart - 1) < tolerance)
    }
    let total = (0..<known.height).reduce(0) { $0 + areas.row($1).hectares(0..<known.width) }
    #expect(abs(total / known.hectares - 1) < 2e-6)
  }

  @Test(arguments: cases) func sizesAreThoseOfGeodesics(_ known: Case) throws {
    let grid = known.grid
    let size = try #require(
      grid.groundSize(column: Double(known.width) / 2, row: Double(known.height) / 2))
    #expect(abs(size.across / known.across - 1) < 1e-4)
    #expect(abs(size.down / known.down - 1) < 1e-4)
    let metres = try #require(grid.pixelMetres)
    #expect(abs(metres.across / known.across - 1) <= Grid.lengthTolerance)
    #expect(abs(metres.down / known.down - 1) <= Grid.lengthTolerance)
  }

  /// Sums do not depend on how a row is cut, and weights are areas.
  @Test(arguments: cases) func partsOfRowsMakeTheWhole(_ known: Case) throws {
    let grid = known.grid
    let areas = try #require(GroundAreas(grid))
    let weights = PixelWeights(grid)
    for row in known.rows.map(\.row) {
      let (area, weight) = (areas.row(row), weights.row(row))
      let cuts = [0, 1, known.width / 3, known.width / 2, known.width - 1, known.width]
      let parts = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
      let whole = area.hectares(0..<known.width)
      #expect(abs(parts.reduce(0) { $0 + area.hectares($1) } / whole - 1) < 1e-12)
      #expect(parts.reduce(0) { $0 + weight.weight($1) } == weight.weight(0..<known.width))
      let weighed = try #require(weights.hectares(weight.weight(0..<known.width)))
      #expect(abs(weighed / whole - 1) < 1e-9)
    }
  }

  @Test func aSceneOfUTMTakesFewNodes() throws {
    let known = try #require(Self.cases.first { $0.name == "UTM, whole scene" })
    let lattice = try #require(GroundLattice(known.grid))
    #expect((lattice.columns + 1) * (lattice.rows + 1) < 500)
  }

  /// What has equal areas is left as it is, digit by digit.
  @Test(arguments: ["equal areas, km", "equal areas, Europe", "sinusoidal of MODIS"])
  func equalAreasAreTheMapsOwn(_ name: String) throws {
    let grid = try #require(Self.cases.first { $0.name == name }).grid
    let transform = try #require(grid.transform)
    let metres = try #require(grid.reference.metresPerUnit)
    #expect(GroundAreas(grid)?.uniform == transform.pixelArea * metres * metres / 10_000)
  }

  /// Zones of UTM are true enough for lengths, so that scale bars, slopes and
  /// thresholds of sieves are the map's own.
  @Test func lengthsOfUTMAreTheMapsOwn() throws {
    for known in Self.cases where known.name.hasPrefix("UTM, ") && !known.name.contains("turned") {
      let metres = try #require(known.grid.pixelMetres)
      #expect(metres == (30, 30))
      #expect(known.grid.isTrueToScale)
      let weights = PixelWeights(known.grid, for: .hectares(0.27))
      #expect(try weights.least(.hectares(0.27)) == 3)
    }
    let mercator = try #require(Self.cases.first { $0.name == "Mercator" })
    #expect(!mercator.grid.isTrueToScale)
  }

  /// Most of the map lies beyond the globe.
  @Test func whatIsNoGroundTakesTheAreaBeside() throws {
    let wkt = try #require(SpatialReference.userInput("+proj=ortho +lat_0=40 +lon_0=10 +R=6371000"))
    let grid = Grid(
      width: 200, height: 200,
      transform: GeoTransform(left: -8e6, top: 8e6, pixelWidth: 8e4, pixelHeight: 8e4), wkt: wkt,
      reference: SpatialReference.reference(wkt: wkt))
    let areas = try #require(GroundAreas(grid))
    // In the middle the projection is true.
    #expect(abs(areas.row(100).hectares(100..<101) / 640_000 - 1) < 1e-3)
    for row in [0, 60, 199] { #expect(areas.row(row).hectares(0..<200).isFinite) }
    // 3200 km from there its scale is the cosine of asin(3200 / 6371).
    let half = areas.row(100).hectares(139..<141) / 2
    #expect(abs(half / (640_000 / 0.8647) - 1) < 1e-3)
  }
}
