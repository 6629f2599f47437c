import Foundation
import Kernels
import RasterIO
import Rasters

/// The middle of one cutout on a square grid: [3][size][size] from 0 to 1,
/// rows from the top as shown on a screen. Grey cutouts have three equal
/// planes. Bytes keep their values over 255; others are stretched from their
/// 0.5th to their 99.5th percentile, with the root of what is between them.
struct ScreenCutout {
  let size: Int
  let pixels: [Float]

  init(path: String, size: Int, crop: Double) throws {
    self.size = size
    let raster = try RasterDataset(path: path)
    guard raster.bandCount > 0 else { throw Failure("'\(path)' has no band") }
    guard raster.width <= Self.largestSide, raster.height <= Self.largestSide else {
      throw Failure("'\(path)' is \(raster.width)x\(raster.height) pixels: no cutout")
    }
    let bands = raster.bandCount >= 3 ? [1, 2, 3] : [1]
    let side = Double(min(raster.width, raster.height)) * crop
    let source = RasterDataset.SourceWindow(
      column: (Double(raster.width) - side) / 2, row: (Double(raster.height) - side) / 2,
      width: side, height: side)
    let plane = size * size
    var values = [Float](repeating: 0, count: bands.count * plane)
    let coarsens = side > Double(size)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try raster.read(
        bands: bands, source: source, width: size, height: size, into: base, rowStride: size,
        bandStride: plane, resampling: coarsens ? .average : .bilinear)
    }
    let isByte = bands.allSatisfy { raster.bands[$0 - 1].type == .uint8 }
    guard let scaled = isByte ? values.map({ $0 / 255 }) : Self.stretched(values) else {
      throw Failure("'\(path)' has no finite pixel")
    }
    pixels = bands.count == 3 ? scaled : scaled + scaled + scaled
  }

  private static let largestSide = 16_384

  /// Nil where nothing is finite; pixels that are not become the darkest.
  private static func stretched(_ values: [Float]) -> [Float]? {
    let sorted = values.filter(\.isFinite).sorted()
    guard let last = sorted.indices.last else { return nil }
    let low = sorted[Int(0.005 * Double(last))]
    let high = sorted[Int((0.995 * Double(last)).rounded(.up))]
    guard high > low else { return values.map { _ in 0 } }
    return values.map { value in
      value.isFinite ? max(0, min(1, (value - low) / (high - low))).squareRoot() : 0
    }
  }

  /// The mean over the eight rotations and reflections of the square. Linear
  /// codes of it are the mean of the codes of all eight.
  var symmetrized: [Float] {
    var out = [Float](repeating: 0, count: pixels.count)
    let last = size - 1
    for plane in 0..<3 {
      let base = plane * size * size
      for row in 0..<size {
        for column in 0..<size {
          let places = [
            (row, column), (last - row, column), (row, last - column), (last - row, last - column),
            (column, row), (last - column, row), (column, last - row), (last - column, last - row),
          ]
          out[base + row * size + column] =
            places.reduce(0) { $0 + pixels[base + $1.0 * size + $1.1] } / 8
        }
      }
    }
    return out
  }

  /// Three bytes for each pixel, row by row.
  var bytes: [UInt8] {
    let plane = size * size
    return (0..<plane * 3).map { index in
      let (pixel, band) = index.quotientAndRemainder(dividingBy: 3)
      return UInt8(max(0, min(255, (pixels[band * plane + pixel] * 255).rounded())))
    }
  }
}
