import Kernels
import MapTools
import RasterIO
import Rasters

/// Writes what is computed of every pixel as rasters of several bands, while a scene is walked over.
/// NaN is no data. Workers compute rows of their own.
final class PlaneWriter: @unchecked Sendable {
  /// A raster and the planes that are its bands.
  struct Target {
    var path: String
    var bands: [String]
    var metadata: [String: String] = [:]
  }

  /// Computes a row of pixels: `out` has a plane after the other, `planeStride` apart.
  typealias Row =
    @Sendable (
      _ worker: Int, _ strip: Strip, _ start: Int, _ out: UnsafeMutablePointer<Float>,
      _ planeStride: Int
    ) -> Void

  private let writers: [RasterWriter]
  private let bandCounts: [Int]
  private let width: Int
  private let rows: Int
  private let planes: Int
  private let values: UnsafeMutablePointer<Float>
  /// Of every plane, over valid pixels.
  private(set) var statistics: [RasterStatistics]
  private(set) var validPixels = 0

  /// Numbers that are held at once, about.
  private static let room = 4 << 20

  init(_ targets: [Target], grid: Grid) throws {
    bandCounts = targets.map(\.bands.count)
    planes = bandCounts.reduce(0, +)
    width = grid.width
    rows = max(1, min(16, Self.room / max(1, width * planes)))
    statistics = [RasterStatistics](repeating: .init(), count: planes)
    writers = try targets.map { target in
      let writer = try RasterWriter(
        path: target.path, grid: grid, bands: target.bands.count, type: .float32, noData: .nan,
        descriptions: target.bands, options: Self.interim)
      writer.setMetadata(target.metadata)
      return writer
    }
    values = .allocate(capacity: width * rows * planes)
  }

  deinit { values.deallocate() }

  /// Bands after one another, in the rows that are written.
  private static let interim = ["INTERLEAVE=BAND", "BLOCKYSIZE=16", "BIGTIFF=IF_SAFER"]

  func write(_ strip: Strip, core: Range<Int>, workers: Workers, _ row: Row) throws {
    for top in stride(from: core.lowerBound, to: core.upperBound, by: rows) {
      let part = top..<min(top + rows, core.upperBound)
      try withoutActuallyEscaping(row) { row in
        let found = try workers.map(part.count) { worker, index in
          self.compute(strip, row: top + index, into: index, worker, row)
        }
        for (count, own) in found {
          validPixels += count
          for plane in own.indices { statistics[plane].add(own[plane]) }
        }
      }
      try flush(part)
    }
  }

  private func compute(
    _ strip: Strip, row: Int, into index: Int, _ worker: Int, _ body: Row
  ) -> (Int, [RasterStatistics]) {
    let (start, out) = (strip.start(ofRow: row), values + index * width)
    body(worker, strip, start, out, rows * width)
    var statistics = [RasterStatistics](repeating: .init(), count: planes)
    var count = 0
    for pixel in 0..<width where strip.valid[start + pixel] != 0 { count += 1 }
    for plane in 0..<planes {
      let values = out + plane * rows * width
      for pixel in 0..<width where values[pixel].isFinite {
        statistics[plane].add(Double(values[pixel]))
      }
    }
    return (count, statistics)
  }

  private func flush(_ part: Range<Int>) throws {
    let window = Window(column: 0, row: part.lowerBound, width: width, height: part.count)
    var plane = 0
    for (writer, count) in zip(writers, bandCounts) {
      for band in 1...count {
        try writer.write(
          UnsafePointer(values + plane * rows * width), window: window, band: band,
          rowStride: width)
        plane += 1
      }
    }
  }

  func finish(threads: Int) throws {
    var plane = 0
    for (writer, count) in zip(writers, bandCounts) {
      for band in 1...count {
        if let summary = statistics[plane].summary { writer.setStatistics(summary, band: band) }
        plane += 1
      }
      try writer.finishAsCOG(
        overviews: .average, threads: threads, blockSize: count > 4 ? 128 : 512)
    }
  }
}
