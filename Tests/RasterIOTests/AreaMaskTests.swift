import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Masks by shapes and by other rasters, whatever the strips.
@Suite struct AreaMaskTests {
  private let folder: TemporaryFolder
  private let grid: Grid
  private let bands: [BandSource]

  init() throws {
    folder = try TemporaryFolder()
    grid = try RasterFixture.utm(40, 30)
    let path = try RasterFixture(grid: grid, bands: 1) { Float(1 + $1 + 100 * $2) }
      .write(to: folder.file("scene.tif"))
    bands = try StackFixture.bands(of: path)
  }

  private func read(_ masks: [AreaMask], rows: Int?) throws -> StackFixture.Reading {
    try StackFixture.read(
      StackFixture.stack(bands, grid: grid), masks: masks, lanes: 2, rows: rows)
  }

  @Test(arguments: [nil, 1, 7, 29]) func shapesAreAppliedInOrder(_ rows: Int?) throws {
    let reading = try read(
      [
        AreaMask(name: "in", rule: .inside(BoxMask(5..<15, 3..<13))),
        AreaMask(name: "out", rule: .outside(BoxMask(0..<20, 0..<30))),
      ], rows: rows)
    #expect(reading.rejected == ["no data": 0, "in": 100, "out": 600])
    for index in reading.valid.indices {
      let (column, row) = (index % 40, index / 40)
      let isIn = (5..<15).contains(column) && (3..<13).contains(row)
      #expect(reading.valid[index] == (isIn || column >= 20 ? 0 : 1))
      #expect((reading.planes[0][index] == 0) == (reading.valid[index] == 0))
    }
  }

  /// A coarser raster that begins elsewhere: nearest pixels; beyond it and
  /// where it has no data nothing is rejected.
  @Test(arguments: [nil, 1, 7]) func rastersAreTakenByNearest(_ rows: Int?) throws {
    let coarse = try RasterFixture.utm(10, 10, left: 500_300, top: 6_499_700, pixel: 60)
    let path = try RasterFixture(grid: coarse, bands: 1, noData: 3) { Float(1 + ($1 + $2) % 4) }
      .write(to: folder.file("coarse.tif"))
    let mask = RasterMask(path: path, grid: coarse, noData: [3], test: .values([2, 3]))
    let reading = try read([AreaMask(name: "r", rule: .raster(mask))], rows: rows)
    for index in reading.valid.indices {
      let (column, row) = (index % 40 - 10, index / 40 - 10)
      let covered = (0..<20).contains(column) && (0..<20).contains(row)
      let value = covered ? 1 + (column / 2 + row / 2) % 4 : 0
      #expect(reading.valid[index] == (value == 2 ? 0 : 1))
    }
    #expect(reading.rejected["r"] == 104)
  }

  /// On the scene's own grid; limits are of scaled values.
  @Test func limitsAreOfPhysicalValues() throws {
    let path = try RasterFixture(grid: grid, bands: 1) { Float($1 + 0 * $2) }
      .write(to: folder.file("slope.tif"))
    let mask = RasterMask(
      path: path, grid: grid, calibration: .linear(gain: 0.5, offset: 1),
      test: .between(above: 10, below: 15))
    let reading = try read([AreaMask(name: "steep", rule: .raster(mask))], rows: 4)
    #expect(reading.rejected["steep"] == 30 * 9)
    #expect((0..<40).filter { reading.valid[$0] == 0 } == Array(19...27))
  }

  /// Bands for masks only: planes behind the others, which reject nothing by
  /// themselves and are not numbers where they have no data.
  @Test(arguments: [nil, 7]) func maskBandsMakeNothingInvalid(_ rows: Int?) throws {
    let other = try RasterFixture(grid: grid, bands: 1, noData: 5) { Float($1 + 0 * $2) }
      .write(to: folder.file("other.tif"))
    var stack = StackFixture.stack(bands, grid: grid)
    stack.maskBands = try StackFixture.bands(
      of: other, calibration: .linear(gain: 2, offset: 0))
    let reader = StripReader(stack: stack, region: grid.extent, lanes: 1)
    let step = rows ?? 30
    let strip = Strip(width: 40, rows: step, bands: 1, maskBands: 1)
    for top in stride(from: 0, to: 30, by: step) {
      let range = top..<min(30, top + step)
      reader.begin(strip, rows: range)
      try reader.read(strip, lane: 0)
      #expect(try reader.finish(strip, rows: range, lane: 0) == [0])
      for index in 0..<strip.pixelCount {
        let value = strip.plane(1)[index]
        let column = index % 40
        #expect(column == 5 ? value.isNaN : value == Float(2 * column))
      }
    }
  }
}
