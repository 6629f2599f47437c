import Cartography
import Kernels
package import RasterIO
package import Rasters

/// One band of a raster as a grey image under a map, stretched between its
/// 2nd and 98th percentile.
package final class ImageBackdrop: Backdrop {
  private let band: PlacedBand
  private let stretch: ClosedRange<Float>
  package var notes: [String] { band.notes }

  package init(path: String, band: Int = 1, onto grid: Grid) throws {
    self.band = try PlacedBand(path: path, band: band, onto: grid)
    stretch = try Percentiles.stretch(
      self.band.read(grid.extent, width: min(512, grid.width), height: min(512, grid.height)))
  }

  package init(_ band: PlacedBand, _ grid: Grid) throws {
    self.band = band
    stretch = try Percentiles.stretch(
      band.read(grid.extent, width: min(512, grid.width), height: min(512, grid.height)))
  }

  package func pixels(in window: Window, width: Int, height: Int) throws -> [UInt8] {
    try band.read(window, width: width, height: height).map { value in
      value.isFinite ? Percentiles.byte(value, stretch) : 255
    }
  }
}

/// A band read on the grid of a map, at any size.
package final class PlacedBand {
  /// What is to be known of how the band was laid under the map.
  package let notes: [String]
  private let dataset: RasterDataset
  private let band: Int
  private let own: Grid
  private let grid: Grid
  private let absent: [ClosedRange<Float>]
  private let resampling: Resampling

  /// `own` is where the band lies, when its file does not say.
  package init(
    path: String, band: Int, grid own: Grid? = nil, noData: [Double] = [], onto grid: Grid
  ) throws {
    dataset = try RasterDataset(path: path)
    guard (1...dataset.bandCount).contains(band) else {
      throw Failure.usage("'\(path)' has \(dataset.bandCount) bands, no band \(band)")
    }
    self.band = band
    self.own = own ?? dataset.grid
    self.grid = grid
    let facts = dataset.bands[band - 1]
    let declared = noData + [facts.noData].compactMap(\.self) + facts.missing
    absent = AbsentValues(.float32, values: declared, validRange: facts.validRange).floatSpans()
    // GDAL would mix bytes before their sign is known.
    resampling = facts.type == .int8 ? .nearest : .bilinear
    notes =
      self.own.transform == nil && grid.transform != nil
      ? ["'\(path)' has no georeference: it is laid under the map pixel by pixel"] : []
    let placed = self.own.transform != nil && grid.transform != nil
    guard placed || (self.own.width == grid.width && self.own.height == grid.height) else {
      throw Failure("'\(path)' cannot be laid under the map: not both have a place on the ground")
    }
    if let a = self.own.wkt, let b = grid.wkt, !SpatialReference.isSame(a, b) {
      throw Failure(
        "'\(path)' is in \(self.own.reference.name), the map in \(grid.reference.name): "
          + "warp it first (gdalwarp -t_srs)")
    }
  }

  /// Values of a window of the map; NaN where there are none.
  package func read(
    _ window: Window, width: Int, height: Int, checkpoint: ReadCheckpoint? = nil
  ) throws -> [Float] {
    var out = [Float](repeating: .nan, count: width * height)
    let source = RasterDataset.SourceWindow(window, of: grid, in: own)
    try out.withUnsafeMutableBufferPointer { buffer in
      try dataset.read(
        bands: [band], source: source, width: width, height: height, into: buffer.firstAddress,
        rowStride: width, bandStride: 0, resampling: resampling, checkpoint: checkpoint)
    }
    guard !absent.isEmpty else { return out }
    return out.map { value in absent.contains { $0.contains(value) } ? .nan : value }
  }
}
