import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Masks that lie beside a raster.
@Suite struct MaskBandTests {
  /// A raster of tens with GDAL's mask file: the left half has no data.
  private func masked(_ grid: Grid, in folder: TemporaryFolder) throws -> [BandSource] {
    let path = try RasterFixture(grid: grid, bands: 1) { _, _, _ in 10 }
      .write(to: folder.file("image.tif"))
    let mask = try RasterWriter(path: path + ".msk", grid: grid, type: .uint8)
    mask.setMetadata(["INTERNAL_MASK_FLAGS_1": "2"])
    let bytes = (0..<grid.pixelCount).map { UInt8($0 % grid.width < grid.width / 2 ? 0 : 255) }
    try mask.write(bytes, window: grid.extent, rowStride: grid.width)
    try mask.finish()
    return try StackFixture.bands(of: path)
  }

  @Test(arguments: [1, 5, 12]) func masksReject(_ rows: Int) throws {
    let folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(16, 12)
    let bands = try masked(grid, in: folder)
    #expect(bands[0].hasMaskBand)
    let reading = try StackFixture.read(StackFixture.stack(bands, grid: grid), rows: rows)
    #expect(reading.rejected["no data"] == 8 * 12)
    #expect(reading.valid == (0..<grid.pixelCount).map { $0 % 16 < 8 ? 0 : 1 })
  }

  @Test func masksOfCoarserBandsReject() throws {
    let folder = try TemporaryFolder()
    let frame = try RasterFixture.utm(32, 24, pixel: 15)
    let bands = try masked(try RasterFixture.utm(16, 12), in: folder)
    let reading = try StackFixture.read(StackFixture.stack(bands, grid: frame))
    #expect(reading.valid == (0..<frame.pixelCount).map { $0 % 32 < 16 ? 0 : 1 })
  }
}
