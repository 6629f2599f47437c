import RasterIO
import Rasters

/// The middle square of a picture in its own pixels, three channels of 0 … 1,
/// [3][side][side]; grey ones have three equal channels.
struct SquarePicture: Sendable {
  let side: Int
  let pixels: [Float]

  private static let largestSide = 16_384

  init(path: String) throws {
    let raster = try RasterDataset(path: LocalPath.file(path).absolute)
    guard raster.width <= Self.largestSide, raster.height <= Self.largestSide else {
      throw Failure(
        "'\(path)' is \(raster.width)x\(raster.height) pixels; pictures have at most "
          + "\(Self.largestSide) on a side")
    }
    let bands = raster.bandCount >= 3 ? [1, 2, 3] : [1]
    guard raster.bandCount > 0, bands.allSatisfy({ raster.bands[$0 - 1].type == .uint8 }) else {
      throw Failure("'\(path)' is no picture of bytes; give PNG, JPEG or TIFF of 8 bits")
    }
    let length = min(raster.width, raster.height)
    let plane = length * length
    var values = [Float](repeating: 0, count: bands.count * plane)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      try raster.read(
        bands: bands,
        source: .init(
          column: Double((raster.width - length) / 2), row: Double((raster.height - length) / 2),
          width: Double(length), height: Double(length)),
        width: length, height: length, into: start, rowStride: length, bandStride: plane,
        resampling: .bilinear)
    }
    let scaled = values.map { $0 / 255 }
    side = length
    pixels = bands.count == 3 ? scaled : scaled + scaled + scaled
  }
}
