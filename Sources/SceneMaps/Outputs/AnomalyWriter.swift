import Encoders
import Fitting
import Foundation
import Kernels
import Learning
import MapTools
import RasterIO
import Rasters

/// Writes `anomaly.tif`: how badly every pixel is rebuilt from its code, as
/// the root mean square error over the features in standard deviations of
/// the sample. 0 is a pixel that the code says everything about; at 1 the mean
/// of the scene would do as well. NaN is no data. Workers compute rows of their own.
final class AnomalyWriter: @unchecked Sendable {
  private let writer: RasterWriter
  private let classifier: Classifier
  private let encoder: any ReconstructingEncoder
  private let width: Int
  private let workers: Workers
  private let scratch: [Scratch]
  private let values: UnsafeMutableBufferPointer<Float>
  private var statistics = RasterStatistics()

  /// Rows that are computed together, to need little memory.
  private static let rows = 16

  init(
    path: String, grid: Grid, classifier: Classifier, encoder: any ReconstructingEncoder,
    workers: Workers, metadata: [String: String]
  ) throws {
    self.classifier = classifier
    self.encoder = encoder
    self.workers = workers
    width = grid.width
    scratch = (0..<workers.count).map { _ in Scratch() }
    values = .allocate(capacity: grid.width * Self.rows)
    values.initialize(repeating: .nan)
    writer = try RasterWriter(
      path: path, grid: grid, type: .float32, noData: .nan, descriptions: ["anomaly"],
      options: InterimRaster.options)
    writer.setMetadata(metadata.merging(["ANOMALY": Self.meaning]) { $1 })
  }

  deinit { values.deallocate() }

  private static let meaning =
    "root mean square error of the features as rebuilt from the code, in standard deviations"

  func write(_ strip: Strip, core: Range<Int>) throws {
    for top in stride(from: core.lowerBound, to: core.upperBound, by: Self.rows) {
      let rows = top..<min(top + Self.rows, core.upperBound)
      let parts = try workers.map(rows.count) { worker, index in
        self.compute(strip, row: top + index, into: index, self.scratch[worker])
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
    let errors = scratch.floats(.best, Chunk.pixels)
    for column in stride(from: 0, to: width, by: Chunk.pixels) {
      let count = min(Chunk.pixels, width - column)
      let start = strip.start(ofRow: row) + column
      classifier.anomalies(
        strip.values + start, stride: strip.planeStride, count: PlanarMatrix.padded(count),
        by: encoder, into: errors, scratch: scratch)
      for pixel in 0..<count {
        let isThere = strip.valid[start + pixel] != 0 && errors[pixel].isFinite
        out[column + pixel] = isThere ? errors[pixel] : .nan
        if isThere { statistics.add(Double(errors[pixel])) }
      }
    }
    return statistics
  }

  func finish() throws {
    if let summary = statistics.summary { writer.setStatistics(summary) }
    try writer.finishAsCOG(overviews: .average, threads: workers.count)
  }
}

extension Classifier {
  /// The encoder that knows the way back from codes.
  ///
  /// - Throws: `Failure` with the reason where there is none.
  func rebuilding(_ name: String) throws -> any ReconstructingEncoder {
    if let encoder = encoder.rebuilding, deviation != nil { return encoder }
    let reason =
      if EncoderMethod.named(name)?.rebuilds != true {
        "the encoder '\(name)' leaves nothing out of its codes"
      } else if encoder.outputs >= encoder.inputs {
        "'\(name)' kept all \(encoder.outputs) components and leaves nothing out of its codes"
      } else {
        "the model was saved without a way back from its codes; fit it again"
      }
    throw Failure.usage("no anomaly.tif: \(reason) (\(Self.mend))")
  }

  /// What can be known before anything is fitted.
  static func checkRebuilding(_ name: String) throws {
    guard EncoderMethod.named(name)?.rebuilds != true else { return }
    throw Failure.usage(
      "no anomaly.tif: the encoder '\(name)' leaves nothing out of its codes (\(mend))")
  }

  private static let mend =
    "take pca or mnf with fewer components or an autoencoder, or 'anomaly' out of outputs"
}
