import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Overviews of labels show the most frequent label of the full raster.
@Suite struct LabelOverviewsTests {
  private static func label(_ column: Int, _ row: Int) -> UInt8 {
    let field = (column / 23 + 2 * (row / 17)) % 5
    let noise = ScrambledField.bits(column * 7919 + row) % 4
    return UInt8(noise == 0 ? Int(ScrambledField.bits(row * 31 + column) % 6) : field)
  }

  @Test(arguments: [(300, 210), (257, 129), (130, 517)])
  func equalTheDefinition(_ width: Int, _ height: Int) throws {
    let folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(width, height)
    let labels = (0..<grid.pixelCount).map { Self.label($0 % width, $0 / width) }
    let writer = try RasterWriter(
      path: folder.file("units.tif"), grid: grid, type: .uint8, noData: 0, options: ["TILED=YES"])
    try writer.write(labels, window: grid.extent, rowStride: width)
    try writer.finishAsCOG(overviews: .mode, threads: 2, blockSize: 128)
    for level in 1... {
      let side = 1 << level
      guard max(width, height) > 128 << (level - 1) else { break }
      let overview = try RasterDataset(path: "GTIFF_DIR:\(level + 1):\(folder.file("units.tif"))")
      #expect(overview.width == (width + side - 1) / side)
      let wanted = (0..<overview.width * overview.height).map { cell in
        Self.mode(
          labels, grid, column: cell % overview.width * side, row: cell / overview.width * side,
          side: side)
      }
      #expect(try overview.plane() == wanted)
    }
  }

  private static func mode(
    _ labels: [UInt8], _ grid: Grid, column: Int, row: Int, side: Int
  ) -> Float {
    var counts = [Int](repeating: 0, count: 256)
    for y in row..<min(grid.height, row + side) {
      for x in column..<min(grid.width, column + side) {
        counts[Int(labels[y * grid.width + x])] += 1
      }
    }
    counts[0] = 0
    guard let most = counts.max(), most > 0 else { return 0 }
    return Float(counts.firstIndex(of: most) ?? 0)
  }
}
