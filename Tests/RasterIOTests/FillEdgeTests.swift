import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Fill values that a file does not declare take no part in interpolation.
@Suite struct FillEdgeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A band of 20 m under one of 10 m, 7 at `fills` and 1000 elsewhere.
  private func read(
    _ fills: [(Int, Int)], noData: [Double] = [7], tag: Double? = nil, lanes: Int = 1,
    rows: Int? = nil, resampling: Resampling = .bilinear
  ) throws -> StackFixture.Reading {
    let frame = try RasterFixture.utm(24, 24, pixel: 10)
    let fine = try RasterFixture(grid: frame, bands: 1) { _, _, _ in 5 }
      .write(to: folder.file("fine.tif"))
    let coarse = try RasterFixture(
      grid: RasterFixture.utm(12, 12, pixel: 20), bands: 1, noData: tag
    ) { _, column, row in fills.contains { $0 == (column, row) } ? 7 : 1000 }
    .write(to: folder.file("coarse.tif"))
    let stack = StackFixture.stack(
      try StackFixture.bands(of: fine, noData: [])
        + StackFixture.bands(of: coarse, noData: noData), grid: frame)
    return try StackFixture.read(stack, lanes: lanes, rows: rows, resampling: resampling)
  }

  /// The coarse pixel (3, 5) is the fine pixels 6-7 of rows 10-11; bilinear
  /// weights reach one fine pixel further.
  @Test(arguments: [(1, nil), (2, 5), (3, 1), (1, 11)] as [(Int, Int?)])
  func allThatAFillHadPartInIsOut(lanes: Int, rows: Int?) throws {
    let reading = try read([(3, 5)], lanes: lanes, rows: rows)
    for index in reading.valid.indices {
      let (column, row) = (index % 24, index / 24)
      let isNear = (5...8).contains(column) && (9...12).contains(row)
      #expect(reading.valid[index] == (isNear ? 0 : 1), "\(column), \(row)")
      #expect(reading.planes[1][index] == (isNear ? 0 : 1000))
    }
  }

  @Test func cubicReachesFurther() throws {
    let reading = try read([(3, 5)], resampling: .cubic)
    let out = reading.valid.indices.filter { reading.valid[$0] == 0 && $0 / 24 == 10 }
    #expect(out.map { $0 % 24 } == Array(3...10))
    #expect(
      reading.valid.indices.allSatisfy {
        reading.valid[$0] == 0 || abs(reading.planes[1][$0] - 1000) < 1e-3
      })
  }

  @Test func edgesOfTheRaster() throws {
    let reading = try read([(0, 0), (11, 11)])
    #expect(reading.valid.count { $0 == 0 } == 18)
    #expect(reading.valid[0] == 0 && reading.valid[24 * 24 - 1] == 0)
  }

  /// GDAL leaves a declared fill out by itself: what is left is not mixed.
  @Test func declaredFillsAreLeftToGDAL() throws {
    let reading = try read([(3, 5)], noData: [7], tag: 7)
    let values = reading.valid.indices.filter { reading.valid[$0] == 1 }
    #expect(values.allSatisfy { reading.planes[1][$0] == 1000 })
    #expect(values.count >= 24 * 24 - 4)
  }

  @Test func theNearestPixelIsNotMixed() throws {
    let reading = try read([(3, 5)], resampling: .nearest)
    #expect(reading.valid.count { $0 == 0 } == 4)
  }
}
