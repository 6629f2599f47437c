import Kernels
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import MapUnits

/// Sums per unit against plain ones.
@Suite struct UnitStatisticsTests {
  private static let (width, height, bands, units) = (53, 31, 3, 4)

  private static func value(_ band: Int, _ index: Int) -> Float {
    1000 * Float(band + 1) + 10 * ScrambledField.unit(index * 8 + band)
  }

  private static func label(_ index: Int) -> UInt8 {
    UInt8(ScrambledField.bits(index) % UInt64(units))
  }

  private func gather(rows: Int, threads: Int, grid: Grid) throws -> UnitStatistics {
    let strip = Strip(width: Self.width, rows: rows, bands: Self.bands)
    var statistics = UnitStatistics(units: Self.units, centre: [1005, 2005, 3005])
    for top in stride(from: 0, to: Self.height, by: rows) {
      let core = top..<min(Self.height, top + rows)
      strip.load(core) { Self.value($0, $1) }
      let labels = (core.lowerBound * Self.width..<core.upperBound * Self.width).map(Self.label)
      try statistics.add(
        strip, core: core, labels: labels, areas: GroundAreas(grid), workers: Workers(threads))
    }
    return statistics
  }

  @Test(arguments: [(31, 1), (7, 2), (1, 3)])
  func equalsThePlainSums(_ rows: Int, _ threads: Int) throws {
    let grid = try RasterFixture.utm(Self.width, Self.height, pixel: 20)
    let statistics = try gather(rows: rows, threads: threads, grid: grid)
    let whole = try #require(GroundAreas(grid))
    let column = { (index: Int) in index % Self.width..<index % Self.width + 1 }
    for unit in 1...Self.units {
      let own = (0..<Self.width * Self.height).filter { Self.label($0) == UInt8(unit) }
      #expect(statistics.pixels[unit - 1] == own.count)
      let areas = own.reduce(0) { $0 + whole.row($1 / Self.width).hectares(column($1)) }
      #expect(abs(statistics.hectares[unit - 1] - areas) < 1e-9)
      // The scale of UTM on its central meridian is 0.9996.
      let scale = 0.04 / (0.9996 * 0.9996)
      #expect(abs(areas - scale * Double(own.count)) < 1e-5)
      for band in 0..<Self.bands {
        let values = own.map { Double(Self.value(band, $0)) }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        guard !own.isEmpty else {
          #expect(statistics.mean(unit: unit, band: band) == nil)
          continue
        }
        #expect(abs((statistics.mean(unit: unit, band: band) ?? 0) - mean) < 1e-3)
        #expect(
          abs((statistics.deviation(unit: unit, band: band) ?? 0) - variance.squareRoot()) < 1e-3)
      }
    }
  }

  @Test func sumsDependOnNeitherStripsNorThreads() throws {
    let grid = try RasterFixture.utm(Self.width, Self.height)
    let first = try gather(rows: 31, threads: 1, grid: grid)
    for (rows, threads) in [(31, 3), (5, 1), (5, 2), (1, 4)] {
      let other = try gather(rows: rows, threads: threads, grid: grid)
      for unit in 1..<Self.units {
        for band in 0..<Self.bands {
          #expect(other.mean(unit: unit, band: band) == first.mean(unit: unit, band: band))
          #expect(
            other.deviation(unit: unit, band: band) == first.deviation(unit: unit, band: band))
        }
      }
    }
  }

  @Test func areasShrinkTowardsThePoles() throws {
    let grid = try SpatialReference.grid(
      width: Self.width, height: Self.height,
      transform: GeoTransform(left: 10, top: 70, pixelWidth: 0.5, pixelHeight: 1), epsg: 4326)
    let top = try #require(grid.pixelHectares(atRow: 0))
    let bottom = try #require(grid.pixelHectares(atRow: 30))
    #expect(top < bottom)
    let statistics = try gather(rows: 8, threads: 2, grid: grid)
    #expect(statistics.hasArea)
    let total = (0..<Self.height).reduce(0.0) { sum, row in
      let own = (0..<Self.width).filter { Self.label(row * Self.width + $0) != 0 }.count
      return sum + Double(own) * (grid.pixelHectares(atRow: row) ?? 0)
    }
    #expect(abs(statistics.hectares.reduce(0, +) - total) < 1e-6 * total)
  }

  @Test func unplacedGridsHaveNoArea() throws {
    let statistics = try gather(
      rows: 9, threads: 1, grid: Grid(width: Self.width, height: Self.height))
    #expect(!statistics.hasArea)
  }
}
