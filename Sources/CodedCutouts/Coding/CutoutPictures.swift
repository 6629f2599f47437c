package import Fitting
import Rasters

/// Cutouts as people see them.
package enum CutoutPictures {
  /// Pixels along a side of a tile of a montage.
  package static let side = 96

  package static func pictures(
    of source: any CutoutSource, rows: [Int], view: CutoutView, side: Int, _ context: FitContext
  ) throws -> [Int: [UInt8]] {
    var out: [Int: [UInt8]] = [:]
    try source.forEach(rows, stage: "pictures", context) { readings in
      let shown = try context.workers.map(readings.count) { _, index in
        readings[index].planes.flatMap { view.picture($0, side: side) }
      }
      for (reading, picture) in zip(readings, shown) { out[reading.row] = picture }
    }
    return out
  }
}
