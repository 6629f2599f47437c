import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Which pixels count.
@Suite struct ValidityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var planes: [[Float]]
    /// Declared fill values of each band.
    var noData: [[Double]]
    var valid: [UInt8]
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a fill value per band", planes: [[-9, 1, 2, 3], [5, -7, 6, -9]],
      noData: [[-9], [-7]], valid: [0, 0, 1, 1]),
    Case(
      testDescription: "several fill values", planes: [[0, 255, 7, 8]], noData: [[0, 255]],
      valid: [0, 0, 1, 1]),
    Case(
      testDescription: "not a number", planes: [[.nan, 1, 2, 3], [1, 2, .nan, 4]],
      noData: [[], []], valid: [0, 1, 0, 1]),
    Case(
      testDescription: "not a number as the fill value", planes: [[.nan, 0, 2, 3]],
      noData: [[.nan]], valid: [0, 1, 1, 1]),
    Case(
      testDescription: "infinities", planes: [[.infinity, -.infinity, 2, 3]], noData: [[]],
      valid: [0, 0, 1, 1]),
    Case(
      testDescription: "black border without a fill value",
      planes: [[0, 0, 2, 3], [0, 4, 0, 5]], noData: [[], []], valid: [0, 1, 1, 1]),
    Case(
      testDescription: "zeros count where another fill value is declared",
      planes: [[0, -9, 2, 3], [0, 4, 0, 5]], noData: [[-9], []], valid: [1, 0, 1, 1]),
    Case(
      testDescription: "a fill value that Float cannot hold",
      planes: [[Float(-3.4028234663852886e38), 1, 2, 3]], noData: [[-3.4028234663852886e38]],
      valid: [0, 1, 1, 1]),
    Case(
      testDescription: "huge but finite values count",
      planes: [[1e38, -1e38, .leastNonzeroMagnitude, 3]],
      noData: [[]], valid: [1, 1, 1, 1]),
  ]

  @Test(arguments: cases) func marksPixels(_ c: Case) throws {
    let folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(4, 1)
    let path = try RasterFixture(grid: grid, planes: c.planes).write(to: folder.file("v.tif"))
    var bands = try StackFixture.bands(of: path)
    for index in bands.indices { bands[index].noData = c.noData[index] }
    let reading = try StackFixture.read(StackFixture.stack(bands, grid: grid))
    #expect(reading.valid == c.valid)
    #expect(reading.rejected["no data"] == c.valid.filter { $0 == 0 }.count)
    for plane in reading.planes {
      #expect(plane.allSatisfy { $0.isFinite })
      for (value, valid) in zip(plane, c.valid) where valid == 0 { #expect(value == 0) }
    }
  }

  @Test func qualityFlagsRejectByTheFirstTest() throws {
    let folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(6, 1)
    let image = try RasterFixture(grid: grid, planes: [[1, 2, 3, 4, 5, -1]])
      .write(to: folder.file("i.tif"))
    let flags = try RasterFixture(grid: grid, type: .uint16, planes: [[0, 8, 16, 24, 1, 8]])
      .write(to: folder.file("q.tif"))
    let layer = QualityLayer(
      path: flags, grid: grid,
      tests: [
        QualityTest(name: "cloud", rule: .anyBit(8)),
        QualityTest(name: "shadow", rule: .anyBit(16)),
      ], noData: [1])
    let stack = StackFixture.stack(
      try StackFixture.bands(of: image, noData: [-1]), grid: grid, quality: [layer])
    let reading = try StackFixture.read(stack)
    #expect(reading.valid == [1, 0, 0, 0, 1, 0])
    #expect(reading.rejected == ["no data": 1, "cloud": 2, "shadow": 1])
  }

  @Test func flagsOfACoarserGridAreNotMixed() throws {
    let folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(8, 4, pixel: 10)
    let image = try RasterFixture(grid: grid, bands: 1) { Float(1 + $1 + $2) }
      .write(to: folder.file("i.tif"))
    let coarse = try RasterFixture.utm(4, 2, pixel: 20)
    let classes = try RasterFixture(
      grid: coarse, type: .uint8, planes: [[0, 3, 9, 3, 0, 0, 9, 0]]
    ).write(to: folder.file("scl.tif"))
    let layer = QualityLayer(
      path: classes, grid: coarse, tests: [QualityTest(name: "cloud", rule: .values([9]))])
    let stack = StackFixture.stack(
      try StackFixture.bands(of: image), grid: grid, quality: [layer])
    for rows in [4, 1, 3] {
      let reading = try StackFixture.read(stack, rows: rows)
      #expect(reading.valid == (0..<4).flatMap { _ in [1, 1, 1, 1, 0, 0, 1, 1] as [UInt8] })
      #expect(reading.rejected["cloud"] == 8)
    }
  }

  @Test func polygonsRejectWhatLiesOutside() throws {
    let folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(10, 10)
    let image = try RasterFixture(grid: grid, bands: 1) { Float(1 + $1 + $2) }
      .write(to: folder.file("i.tif"))
    let reading = try StackFixture.read(
      StackFixture.stack(try StackFixture.bands(of: image), grid: grid),
      polygons: BoxMask(2..<6, 1..<5),
      rows: 3)
    #expect(reading.rejected["outside the region"] == 100 - 4 * 4)
    for index in reading.valid.indices {
      let inside = (2..<6).contains(index % 10) && (1..<5).contains(index / 10)
      #expect(reading.valid[index] == (inside ? 1 : 0))
    }
  }
}
