package import Foundation
import RasterIO
import Rasters
import Reports

/// A small picture of a finished result, to be embedded in a page.
package struct ResultThumbnail: Sendable {
  /// "image/png" or "image/jpeg".
  package let mediaType: String
  package let data: Data
  package let width: Int
  package let height: Int

  /// A picture of the map of a scene, or of the field or the montage of a survey; nil
  /// where the folder holds none of them, or none that can be read.
  package init?(folder: String, longestSide: Int) {
    if let map = try? Self.map(folder + "/units.tif", longestSide) {
      self = map
      return
    }
    for name in ["map.png", "overview.png"] {
      guard let picture = try? Self.picture(folder + "/" + name, longestSide) else { continue }
      self = picture
      return
    }
    return nil
  }

  private init(mediaType: String, data: Data, width: Int, height: Int) {
    (self.mediaType, self.data, self.width, self.height) = (mediaType, data, width, height)
  }

  private static func map(_ path: String, _ side: Int) throws -> ResultThumbnail? {
    guard let result = FinishedResult(map: path) else { return nil }
    let map = try LabelMap(path: path)
    let size = PictureSize(map.grid, longestSide: side)
    let picture = try PagePictures.picture(map, legend: result.legend, size: size)
    return ResultThumbnail(
      mediaType: "image/png", data: picture.png, width: size.width, height: size.height)
  }

  private static func picture(_ path: String, _ side: Int) throws -> ResultThumbnail {
    let raster = try RasterDataset(path: path)
    guard raster.bandCount >= 3 else { throw Failure("'\(path)' is no picture in colours") }
    let size = PictureSize(raster.grid, longestSide: side)
    let count = size.width * size.height
    var planes = [Float](repeating: 0, count: 3 * count)
    try planes.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try raster.read(
        bands: [1, 2, 3], source: .init(raster.grid.extent), width: size.width,
        height: size.height, into: base, rowStride: size.width, bandStride: count,
        resampling: .average)
    }
    let rgb = (0..<count * 3).map { UInt8(max(0, min(255, planes[$0 % 3 * count + $0 / 3]))) }
    return ResultThumbnail(
      mediaType: "image/jpeg",
      data: try PictureJPEG.data(width: size.width, height: size.height, rgb: rgb),
      width: size.width, height: size.height)
  }
}
