import Fitting
import Kernels
import Learning
import MapTools
import RasterIO
import Rasters
import Reports
import Scenes

extension MapOutput {
  /// A raster of a quantity that the classifier gives for every pixel.
  static func layer(_ layer: MapLayer) -> MapOutput {
    let name = layer.name + ".tif"
    return MapOutput(
      key: Scene.Output(layer),
      file: MapFile(
        ResultFolder.Name(rawValue: name), layer.summary,
        asset: .init(
          layer.name, file: name, .cog, layer.title,
          band: .init(layer.name, type: "float32", noData: nil, unit: layer.unit))),
      writing: .walked { try LayerWriter(layer, $0) }, check: layer.check,
      checkModel: { _ = try layer.evaluator($0.classifier, $0.description.encoder) })
  }
}

/// Writes the raster of a layer. NaN is no data. Workers compute rows of their own.
final class LayerWriter: StripWriter, @unchecked Sendable {
  private let writer: RasterWriter
  private let evaluate: MapLayer.Evaluator
  private let width: Int
  private let workers: Workers
  private let scratch: [Scratch]
  private let values: UnsafeMutableBufferPointer<Float>
  private var statistics = RasterStatistics()

  /// Rows that are computed together, to need little memory.
  private static let rows = 16

  init(_ layer: MapLayer, _ walk: MapWalk) throws {
    let grid = walk.source.grid
    evaluate = try layer.evaluator(walk.model.classifier, walk.model.description.encoder)
    workers = walk.workers
    width = grid.width
    scratch = (0..<workers.count).map { _ in Scratch() }
    values = .allocate(capacity: grid.width * Self.rows)
    values.initialize(repeating: .nan)
    writer = try RasterWriter(
      path: walk.folder.file(ResultFolder.Name(rawValue: layer.name + ".tif")), grid: grid,
      type: .float32, noData: .nan, descriptions: [layer.name], options: InterimRaster.options)
    writer.setMetadata(
      walk.metadata.merging([layer.name.uppercased(): layer.definition]) { $1 })
  }

  deinit { values.deallocate() }

  func write(_ strip: MappedStrip, core: Range<Int>) throws {
    let features = strip.features
    for top in stride(from: core.lowerBound, to: core.upperBound, by: Self.rows) {
      let rows = top..<min(top + Self.rows, core.upperBound)
      let parts = try workers.map(rows.count) { worker, index in
        self.compute(features, row: top + index, into: index, self.scratch[worker])
      }
      for part in parts { statistics.add(part) }
      try writer.write(
        UnsafePointer(values.firstAddress),
        window: Window(column: 0, row: top, width: width, height: rows.count), rowStride: width)
    }
  }

  private func compute(
    _ strip: Strip, row: Int, into index: Int, _ scratch: Scratch
  ) -> RasterStatistics {
    var statistics = RasterStatistics()
    let out = values.firstAddress + index * width
    let found = scratch.floats(.best, Chunk.pixels)
    for column in stride(from: 0, to: width, by: Chunk.pixels) {
      let count = min(Chunk.pixels, width - column)
      let start = strip.start(ofRow: row) + column
      evaluate(
        MapLayer.Pixels(
          features: strip.values + start, stride: strip.planeStride,
          count: PlanarMatrix.padded(count), values: found), scratch)
      for pixel in 0..<count {
        let isThere = strip.valid[start + pixel] != 0 && found[pixel].isFinite
        out[column + pixel] = isThere ? found[pixel] : .nan
        if isThere { statistics.add(Double(found[pixel])) }
      }
    }
    return statistics
  }

  func finish(threads: Int) throws {
    if let summary = statistics.summary { writer.setStatistics(summary) }
    try writer.finishAsCOG(overviews: .average, threads: threads)
  }
}
