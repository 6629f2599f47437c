import RasterIO
import Rasters
package import Reports

/// A raster of percentages as a grey picture of a page: white at 100, and where there is none.
package enum ConfidencePicture {
  package static func picture(
    of path: String, title: String, size: PictureSize
  ) throws -> ReportContent.ScenePicture {
    let raster = try RasterDataset(path: path)
    let count = size.width * size.height
    var values = [Float](repeating: 100, count: count)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try raster.read(
        bands: [1], source: .init(raster.grid.extent), width: size.width, height: size.height,
        into: base, rowStride: size.width, bandStride: 0, resampling: .nearest)
    }
    var rgb = [UInt8](repeating: 255, count: 3 * count)
    for (index, value) in values.enumerated() where (0..<100).contains(value) {
      let grey = UInt8(255 * value / 100)
      for channel in 0..<3 { rgb[3 * index + channel] = grey }
    }
    return .init(
      title: title,
      jpeg: try PictureJPEG.data(width: size.width, height: size.height, rgb: rgb, quality: 70))
  }
}
