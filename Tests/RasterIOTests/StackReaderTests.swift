import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Strips hold what the files hold, on the frame's grid.
@Suite struct StackReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func value(_ band: Int, _ column: Int, _ row: Int) -> Float {
    Float(1 + band * 10_000 + row * 100 + column)
  }

  @Test(arguments: [(1, nil), (3, 7), (2, 1), (4, 64)])
  func stripsAndLanesDoNotMatter(_ lanes: Int, _ rows: Int?) throws {
    let grid = try RasterFixture.utm(70, 50)
    let path = try RasterFixture(grid: grid, bands: 3, value: Self.value).write(
      to: folder.file("a.tif"),
      options: ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "COMPRESS=DEFLATE"])
    let stack = StackFixture.stack(try StackFixture.bands(of: path), grid: grid)
    let region = Window(column: 5, row: 3, width: 50, height: 41)
    let reading = try StackFixture.read(stack, region: region, lanes: lanes, rows: rows)
    for band in 0..<3 {
      let wanted = (0..<region.pixelCount).map {
        Self.value(band, region.column + $0 % region.width, region.row + $0 / region.width)
      }
      #expect(reading.planes[band] == wanted)
    }
    #expect(reading.valid.allSatisfy { $0 == 1 })
  }

  @Test func bandsMayComeInAnyOrderAndFromSeveralFiles() throws {
    let grid = try RasterFixture.utm(20, 10)
    let first = try RasterFixture(grid: grid, bands: 3, value: Self.value)
      .write(to: folder.file("a.tif"))
    let second = try RasterFixture(grid: grid, bands: 1) { Self.value($0 + 5, $1, $2) }
      .write(to: folder.file("b.tif"))
    let a = try StackFixture.bands(of: first)
    let b = try StackFixture.bands(of: second)
    let stack = StackFixture.stack([a[2], b[0], a[0], a[1]], grid: grid)
    let reading = try StackFixture.read(stack, lanes: 2)
    #expect(reading.planes.map { $0[0] } == [2, 5, 0, 1].map { Self.value($0, 0, 0) })
  }

  /// On a plane (a linear ramp) bilinear interpolation is exact, so the
  /// answer is known by hand: the ramp at the fine pixels' centres.
  @Test(arguments: [(20.0, 20), (60.0, 7), (60.0, 6)])
  func coarserBandsAreInterpolatedInPlace(_ pixel: Double, _ side: Int) throws {
    let frame = try RasterFixture.utm(40, 40, pixel: 10)
    let fine = try RasterFixture(grid: frame, bands: 1, value: Self.value)
      .write(to: folder.file("fine.tif"))
    let grid = try RasterFixture.utm(side, side, pixel: pixel)
    let ramp = { (metres: Double, down: Double) in Float(metres + 3 * down) }
    let coarse = try RasterFixture(grid: grid, bands: 1) {
      ramp((Double($1) + 0.5) * pixel, (Double($2) + 0.5) * pixel)
    }.write(to: folder.file("coarse.tif"))
    let stack = StackFixture.stack(
      try StackFixture.bands(of: fine) + StackFixture.bands(of: coarse), grid: frame)
    for rows in [40, 9] {
      let reading = try StackFixture.read(stack, rows: rows)
      let margin = Int(pixel / 10)
      let covered = min(40, side * Int(pixel) / 10)
      for row in margin..<covered - margin {
        for column in margin..<covered - margin {
          let wanted = ramp(Double(column) * 10 + 5, Double(row) * 10 + 5)
          let found = reading.planes[1][row * 40 + column]
          #expect(abs(found - wanted) < 0.01, "\(column), \(row) in strips of \(rows)")
        }
      }
      for index in reading.valid.indices {
        let inside = index % 40 < covered && index / 40 < covered
        #expect(reading.valid[index] == (inside ? 1 : 0))
      }
    }
  }

  /// Half a pixel off: values lie halfway between those of the file, and the
  /// edge takes the file's last.
  @Test func halfPixelShiftsMoveNothing() throws {
    let frame = try RasterFixture.utm(12, 9)
    let shifted = try RasterFixture.utm(12, 9, left: 500_015, top: 6_499_985)
    let path = try RasterFixture(grid: shifted, bands: 1) { Float(10 * $1 + 100 * $2) }
      .write(to: folder.file("h.tif"))
    let stack = StackFixture.stack(try StackFixture.bands(of: path, noData: [-1]), grid: frame)
    for rows in [9, 2] {
      let found = try StackFixture.read(stack, rows: rows)
      #expect(found.valid.allSatisfy { $0 == 1 })
      for row in 0..<9 {
        for column in 0..<12 {
          let (x, y) = (max(0, Float(column) - 0.5), max(0, Float(row) - 0.5))
          #expect(abs(found.planes[0][row * 12 + column] - (10 * x + 100 * y)) < 0.001)
        }
      }
    }
  }

  @Test func partialOverlapLeavesNoData() throws {
    let frame = try RasterFixture.utm(20, 20)
    let whole = try RasterFixture(grid: frame, bands: 1, value: Self.value)
      .write(to: folder.file("whole.tif"))
    let shifted = try RasterFixture.utm(20, 20, left: 500_000 + 300, top: 6_500_000 - 150)
    let part = try RasterFixture(grid: shifted, bands: 1, value: Self.value)
      .write(to: folder.file("part.tif"))
    let stack = StackFixture.stack(
      try StackFixture.bands(of: whole) + StackFixture.bands(of: part), grid: frame)
    let reading = try StackFixture.read(stack, rows: 6)
    #expect(reading.rejected["no data"] == 400 - 10 * 15)
    #expect(reading.planes[1][5 * 20 + 10] == Self.value(0, 0, 0))
    #expect(reading.valid[5 * 20 + 10] == 1)
    #expect(reading.valid[4 * 20 + 10] == 0)
    #expect(reading.planes[0][4 * 20 + 10] == 0)
  }

  @Test func calibrationComesAfterNoData() throws {
    let grid = try RasterFixture.utm(3, 1)
    let path = try RasterFixture(grid: grid, noData: 0, planes: [[0, 100, 200]])
      .write(to: folder.file("c.tif"))
    let bands = try StackFixture.bands(
      of: path, calibration: .linear(gain: 0.01, offset: -0.5))
    let reading = try StackFixture.read(StackFixture.stack(bands, grid: grid))
    #expect(reading.planes[0] == [0, 0.5, 1.5])
    #expect(reading.valid == [0, 1, 1])
  }
}
