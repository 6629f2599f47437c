import Features
import RasterIO
import Rasters

/// Writes `features.tif`: every feature as a band that is called by its
/// name, NaN where there is none.
struct FeatureWriter {
  private let writer: RasterWriter
  private let count: Int

  init(path: String, source: OpenScene, metadata: [String: String]) throws {
    count = source.features.count
    writer = try RasterWriter(
      path: path, grid: source.grid, bands: count, type: .float32, noData: .nan,
      descriptions: source.features.names, options: Self.temporaryOptions)
    writer.setMetadata(metadata)
  }

  /// Bands after one another, in the blocks that ``write(_:core:)`` fills.
  private static let temporaryOptions = [
    "INTERLEAVE=BAND", "BLOCKYSIZE=\(rows)", "BIGTIFF=IF_SAFER",
  ]

  func write(_ strip: Strip, core: Range<Int>) throws {
    for row in stride(from: core.lowerBound, to: core.upperBound, by: Self.rows) {
      try write(strip, rows: row..<min(row + Self.rows, core.upperBound))
    }
  }

  /// Rows that are written together, to need little memory.
  private static let rows = 16

  private func write(_ strip: Strip, rows: Range<Int>) throws {
    let pixels = rows.count * strip.width
    let start = strip.start(ofRow: rows.lowerBound)
    let window = Window(
      column: 0, row: rows.lowerBound, width: strip.width, height: rows.count)
    var values = [Float](repeating: .nan, count: pixels)
    for band in 0..<count {
      let plane = strip.plane(band) + start
      for index in 0..<pixels {
        values[index] = strip.valid[start + index] != 0 ? plane[index] : .nan
      }
      try writer.write(values, window: window, band: band + 1, rowStride: strip.width)
    }
  }

  func finish(threads: Int) throws {
    try writer.finishAsCOG(
      overviews: .average, threads: threads, blockSize: count > 4 ? 128 : 512)
  }
}

extension FeaturePlan {
  /// Near what the bands' means are, from the features' centres: 0 for a
  /// band that is no feature itself.
  func bandCentres(_ centres: [Double], _ stack: ImageStack) -> [Double] {
    stack.bands.map { band in
      definitions.firstIndex(of: .band(band.name)).map { centres[$0] } ?? 0
    }
  }
}
