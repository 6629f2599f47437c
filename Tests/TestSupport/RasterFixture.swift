package import RasterIO
package import Rasters

/// A small raster made for a test.
package struct RasterFixture {
  package var grid: Grid
  package var type = SampleType.float32
  package var noData: Double?
  package var names: [String] = []
  /// Values of a band, row by row.
  package var planes: [[Float]]

  package init(
    grid: Grid, type: SampleType = .float32, noData: Double? = nil, names: [String] = [],
    planes: [[Float]]
  ) {
    self.grid = grid
    self.type = type
    self.noData = noData
    self.names = names
    self.planes = planes
  }

  /// `value(band, column, row)` on a grid.
  package init(
    grid: Grid, bands: Int, type: SampleType = .float32, noData: Double? = nil,
    names: [String] = [], value: (_ band: Int, _ column: Int, _ row: Int) -> Float
  ) {
    self.init(
      grid: grid, type: type, noData: noData, names: names,
      planes: (0..<bands).map { band in
        (0..<grid.pixelCount).map { value(band, $0 % grid.width, $0 / grid.width) }
      })
  }

  /// Writes it as a GeoTIFF and returns the path.
  @discardableResult
  package func write(
    to path: String, options: [String] = RasterWriter.tiledDeflate
  ) throws -> String {
    let writer = try RasterWriter(
      path: path, grid: grid, bands: planes.count, type: type, noData: noData,
      descriptions: names, options: options)
    for (index, plane) in planes.enumerated() {
      try plane.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        try writer.write(base, window: grid.extent, band: index + 1, rowStride: grid.width)
      }
    }
    try writer.finish()
    return path
  }

  /// A north-up UTM grid.
  package static func utm(
    _ width: Int, _ height: Int, left: Double = 500_000, top: Double = 6_500_000,
    pixel: Double = 30, epsg: Int = 32754
  ) throws -> Grid {
    try SpatialReference.grid(
      width: width, height: height,
      transform: GeoTransform(left: left, top: top, pixelWidth: pixel, pixelHeight: pixel),
      epsg: epsg)
  }
}

extension RasterDataset {
  /// All values of a band.
  package func plane(_ band: Int = 1) throws -> [Float] {
    var out = [Float](repeating: 0, count: width * height)
    try out.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try read(
        bands: [band], source: .init(grid.extent), width: width, height: height, into: base,
        rowStride: width, bandStride: 0)
    }
    return out
  }
}
