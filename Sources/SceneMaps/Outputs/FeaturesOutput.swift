import Features
import MapTools
import RasterIO
import Rasters

extension MapOutput {
  static let features = MapOutput(
    key: .features,
    file: MapFile(
      FeatureWriter.name, "what was learnt from: every feature as a band",
      asset: .init("features", file: "features.tif", .cog, "What was learnt from")),
    writing: .walked { try FeatureWriter($0) })
}

/// Writes `features.tif`: every feature as a band that is called by its
/// name, NaN where there is none.
private struct FeatureWriter: StripWriter {
  static let name = ResultFolder.Name(rawValue: "features.tif")

  private let writer: RasterWriter
  private let count: Int

  init(_ walk: MapWalk) throws {
    let source = walk.source
    count = source.features.count
    writer = try ManyBands.writer(Self.name, walk, .float32, noData: .nan, source.features.names)
  }

  func write(_ strip: MappedStrip, core: Range<Int>) throws {
    for row in stride(from: core.lowerBound, to: core.upperBound, by: ManyBands.rows) {
      try write(strip.features, rows: row..<min(row + ManyBands.rows, core.upperBound))
    }
  }

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
    try ManyBands.finish(writer, bands: count, threads: threads)
  }
}

extension FeaturePlan {
  /// Near what the bands' means are, from the features' centres: 0 for a
  /// band that is no feature itself.
  func bandCentres(_ centres: [Double], _ stack: BandStack) -> [Double] {
    stack.bands.map { band in
      definitions.firstIndex(of: .band(band.name)).map { centres[$0] } ?? 0
    }
  }
}
