package import Jobs
import Patches
package import RasterIO
import Rasters

/// How many patches of a map have how many pixels.
package enum PatchSizes {
  /// Temporary tables lie in nameless files in `folder`.
  package static func counts(
    of map: LabelMap, folder: String, _ control: RunControl
  ) throws -> [Int] {
    let weights = PixelWeights(map.grid, for: .pixels(1))
    return try PatchTable(map, weights: weights, folder: folder, checkpoint: control.checkpoint)
      .countsBySize
  }
}
