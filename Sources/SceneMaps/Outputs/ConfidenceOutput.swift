import Labelling
import MapTools
import RasterIO
import Rasters

extension MapOutput {
  static let confidence = MapOutput(
    key: .confidence,
    file: MapFile(
      .confidence, "how sure each pixel is, in percent",
      asset: .init(
        "confidence", file: "confidence.tif", .cog, "Margin between the best and the second unit",
        band: .init("confidence", noData: 255, unit: "%"))),
    writing: .walked { try ConfidenceWriter($0) })
}

/// Writes `confidence.tif`: the margin between the best and the second unit.
private struct ConfidenceWriter: StripWriter {
  private let writer: RasterWriter
  private let width: Int

  init(_ walk: MapWalk) throws {
    width = walk.source.grid.width
    writer = try RasterWriter(
      path: walk.folder.file(.confidence), grid: walk.source.grid, type: .uint8,
      noData: Double(StripClassifier.noConfidence), descriptions: ["confidence"],
      options: InterimRaster.options)
    writer.setMetadata(
      walk.metadata.merging(["CONFIDENCE": "margin between best and second unit, percent"]) { $1 })
  }

  func write(_ strip: MappedStrip, core: Range<Int>) throws {
    let window = Window(column: 0, row: core.lowerBound, width: width, height: core.count)
    try writer.write(strip.confidence, window: window, rowStride: width)
  }

  func finish(threads: Int) throws {
    try writer.finishAsCOG(overviews: .average, threads: threads)
  }
}
