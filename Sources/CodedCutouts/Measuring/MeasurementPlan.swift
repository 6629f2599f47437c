import Jobs
import Rasters
import Settings

/// How many sources are measured side by side, worked out from their sizes
/// and the budget. Results do not depend on it.
package struct MeasurementPlan {
  /// Stamps of more pixels are not measured: such a segment is no galaxy.
  static let mostPixels = 4 << 20
  /// The program, its libraries and small buffers.
  private static let fixedBytes = 80 << 20
  /// Segments of one batch for every worker.
  private static let segmentsAtOnce = 64

  /// Segments that follow one another, and the workers for them.
  package typealias Batch = (range: Range<Int>, workers: Int)

  private let budget: Int
  private let workers: Int
  private let bytesPerPixel: Int

  /// - Parameter bytesPerPixel: of a stamp while it is measured.
  package init(budget: Int, workers: Int, fitsSersic: Bool) {
    self.budget = budget
    self.workers = workers
    bytesPerPixel = fitsSersic ? 300 : 230
  }

  /// Pixels of the segmentation that are read at once, a row at least.
  var pixelsPerStrip: Int { max(1, min(2 << 20, (budget - Self.fixedBytes) / 32)) }

  /// What GDAL keeps of images that it reads.
  var blockCacheBytes: Int { min(64 << 20, budget / 8) }

  /// Segments that follow one another, and the workers for them; refuses a
  /// budget that one of them does not fit into.
  package func batches(_ pixels: [Int]) throws -> [Batch] {
    var batches: [Batch] = []
    var first = 0
    while first < pixels.count {
      let end = min(first + Self.segmentsAtOnce * workers, pixels.count)
      let most = pixels[first..<end].filter { $0 <= Self.mostPixels }.max() ?? 1
      let room = (budget - Self.fixedBytes - blockCacheBytes) / (most * bytesPerPixel)
      guard room > 0 else {
        let needed = (Self.fixedBytes + most * bytesPerPixel) * 8 / 7 + 1
        throw Failure.usage(
          "the largest source needs \(ByteCount.text(needed)) of memory,"
            + " \(ByteCount.text(budget)) is allowed: raise \(JobSettings.memory)")
      }
      batches.append((first..<end, min(workers, room)))
      first = end
    }
    return batches
  }
}
