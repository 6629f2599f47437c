import Cartography
import MapTools
import RasterIO
import Rasters

/// Bands of finished rasters as small grey pictures on one sheet.
struct MixturePicture {
  let title: String
  let subtitle: String

  /// A raster, whose bands are shown from black to white between the ends of `range`, or from the
  /// 2nd to the 98th percentile.
  struct Source {
    var path: String
    var range: ClosedRange<Float>?
    /// Small numbers are white.
    var isReversed = false
  }

  private static let side = 320
  private static let across = 4
  private static let mostTiles = 64

  func write(_ sources: [Source], sections: [String], to path: String) throws {
    let all = try zip(sources, sections).map { source, heading in
      ContactSheet.Section(heading: heading, tiles: try tiles(source))
    }
    let across = min(Self.across, max(2, all.map(\.tiles.count).max() ?? 1))
    try ContactSheet(
      title: title, subtitle: subtitle, tile: Self.side, across: across, sections: all
    ).write(to: path)
  }

  private func tiles(_ source: Source) throws -> [ContactSheet.Tile] {
    let raster = try RasterDataset(path: source.path)
    let size = PictureSize(raster.grid, longestSide: Self.side)
    return try raster.bands.prefix(Self.mostTiles).enumerated().map { index, band in
      let count = size.width * size.height
      var values = [Float](repeating: .nan, count: count)
      try values.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        try raster.read(
          bands: [index + 1], source: .init(raster.grid.extent), width: size.width,
          height: size.height, into: base, rowStride: size.width, bandStride: count,
          resampling: .average)
      }
      return ContactSheet.Tile(pixels: Self.square(values, size, source), caption: band.name)
    }
  }

  /// In the middle of a white square, as many times enlarged as it has room for.
  private static func square(_ values: [Float], _ size: PictureSize, _ source: Source) -> [UInt8] {
    var pixels = [UInt8](repeating: 255, count: 3 * side * side)
    let stretch = source.range ?? Percentiles.stretch(values)
    let scale = max(1, side / max(size.width, size.height))
    let (width, height) = (scale * size.width, scale * size.height)
    let (left, top) = ((side - width) / 2, (side - height) / 2)
    for row in 0..<height {
      for column in 0..<width {
        let value = values[row / scale * size.width + column / scale]
        guard value.isFinite else { continue }
        let grey = Percentiles.byte(value, stretch)
        let place = 3 * ((top + row) * side + left + column)
        for channel in 0..<3 { pixels[place + channel] = source.isReversed ? 255 - grey : grey }
      }
    }
    return pixels
  }
}
