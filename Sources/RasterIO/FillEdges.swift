/// Interpolation mixes fill values into their neighbours: GDAL leaves out
/// the one that a file's tag names, but not those that only a product's rule
/// knows (0 and 65535 of Sentinel-2). Every pixel that such a value had part
/// in becomes NaN, hence not valid.
struct FillEdges {
  let fills: [Float]
  /// What was read, in pixels of the file.
  let source: RasterDataset.SourceWindow
  /// What it became.
  let width: Int
  let height: Int
  /// How far the interpolation looks, in pixels of the coarser raster.
  let support: Double

  /// The fill values of a band that the file's own tag does not name.
  static func unknown(to dataset: RasterDataset, band: Int, _ noData: [Double]) -> [Float] {
    let tag = dataset.bands[band - 1].noData
    return noData.filter { $0 != tag && !$0.isNaN }.map { Float($0) }
  }

  func clear(
    _ values: UnsafeMutablePointer<Float>, rowStride: Int, band: Int, of dataset: RasterDataset
  ) throws {
    let columns = Self.reach(source.column, source.width, into: width, dataset.width, support)
    let rows = Self.reach(source.row, source.height, into: height, dataset.height, support)
    guard let left = columns.first?.lowerBound, let right = columns.last?.upperBound,
      let top = rows.first?.lowerBound, let bottom = rows.last?.upperBound
    else { return }
    let window = (left..<right, top..<bottom)
    let flags = try flags(in: window, columns, band, of: dataset)
    for (row, reach) in rows.enumerated() {
      for other in reach {
        guard let marks = flags[other - top] else { continue }
        let line = values + row * rowStride
        for column in marks.indices where marks[column] { line[column] = .nan }
      }
    }
  }

  /// For each row of the file which columns of the result a fill value
  /// reaches; nil where none does.
  private func flags(
    in window: (columns: Range<Int>, rows: Range<Int>), _ columns: [Range<Int>], _ band: Int,
    of dataset: RasterDataset
  ) throws -> [[Bool]?] {
    let count = window.columns.count
    let native = try read(window, band, of: dataset)
    return window.rows.indices.map { row in
      let line = native[((row - window.rows.lowerBound) * count)...].prefix(count)
      guard line.contains(where: fills.contains) else { return nil }
      let first = line.startIndex - window.columns.lowerBound
      return columns.map { reach in reach.contains { fills.contains(line[first + $0]) } }
    }
  }

  private func read(
    _ window: (columns: Range<Int>, rows: Range<Int>), _ band: Int, of dataset: RasterDataset
  ) throws -> [Float] {
    let (width, height) = (window.columns.count, window.rows.count)
    var native = [Float](repeating: 0, count: width * height)
    try native.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try dataset.read(
        bands: [band],
        source: .init(
          column: Double(window.columns.lowerBound), row: Double(window.rows.lowerBound),
          width: Double(width), height: Double(height)),
        width: width, height: height, into: base, rowStride: width, bandStride: 0)
    }
    return native
  }

  /// Which pixels of the file each pixel of the result is interpolated
  /// from, along one axis of `size` pixels: those nearer to its centre than
  /// the support.
  static func reach(
    _ start: Double, _ length: Double, into count: Int, _ size: Int, _ support: Double
  ) -> [Range<Int>] {
    let scale = length / Double(count)
    let radius = support * max(1, scale)
    return (0..<count).map { index in
      let centre = start + (Double(index) + 0.5) * scale - 0.5
      let low = max(0, Int((centre - radius + 1e-6).rounded(.up)))
      let high = min(size - 1, Int((centre + radius - 1e-6).rounded(.down)))
      return low..<max(low, high + 1)
    }
  }
}

extension Resampling {
  /// Half the width of the kernel, in pixels of the coarser raster.
  var support: Double {
    switch self {
    case .nearest, .average: 0.5
    case .bilinear: 1
    case .cubic: 2
    }
  }
}
