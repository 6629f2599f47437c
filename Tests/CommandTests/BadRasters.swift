import Foundation
import RasterIO
import Rasters
import TestSupport

/// Inputs that no run can map, and small odd ones that it must.
enum BadRasters {
  /// A raster of patches with noise.
  static func patches(
    _ width: Int, _ height: Int, in folder: TemporaryFolder, name: String = "patches.tif",
    bands: Int = 4, names: [String]? = nil, noData: Double? = nil,
    change: (_ band: Int, _ value: Float) -> Float = { $1 }
  ) throws -> String {
    // Four bands without names are guessed at, and a note says so.
    try RasterFixture(
      grid: RasterFixture.utm(width, height), bands: bands, noData: noData,
      names: names ?? (1...bands).map { "b\($0)" }
    ) { band, column, row in
      change(band, ScrambledField.patches(band: band, column: column, row: row, size: 8))
    }.write(to: folder.file(name))
  }

  /// The first `percent` of a file.
  static func truncated(_ percent: Int, in folder: TemporaryFolder) throws -> String {
    let whole = try Files.bytes(patches(200, 200, in: folder))
    let path = folder.file("cut.tif")
    try whole.prefix(whole.count * percent / 100).write(to: URL(fileURLWithPath: path))
    return path
  }

  static func pipe(in folder: TemporaryFolder) -> String {
    mkfifo(folder.file("pipe.tif"), 0o600)
    return folder.file("pipe.tif")
  }

  /// GDAL would take it for a raster that shows another file's bytes.
  static func virtualRaster(in folder: TemporaryFolder) throws -> String {
    try folder.write(
      """
      <VRTDataset rasterXSize="8" rasterYSize="8">
        <VRTRasterBand dataType="Byte" band="1" subClass="VRTRawRasterBand">
          <SourceFilename relativeToVRT="0">/etc/passwd</SourceFilename>
          <ImageOffset>0</ImageOffset><PixelOffset>1</PixelOffset><LineOffset>8</LineOffset>
        </VRTRasterBand>
      </VRTDataset>
      """, to: "virtual.tif")
  }
}
