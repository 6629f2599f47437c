import Fitting
import Kernels
import Labelling
import Learning
import RasterIO
import Rasters

/// The codes of sampled pixels after a filter that looks at their
/// neighbours: a second walk over the scene.
struct FilteredCodes {
  let walk: SceneWalk
  let encoding: EncodingFit
  let filter: BilateralFilter

  /// Codes at `positions` (row by row, ascending), in their order.
  func collect(at positions: [Int]) throws -> PlanarMatrix {
    let width = walk.reader.region.width
    let units = encoding.encoder.outputs
    var out = PlanarMatrix(features: units, count: positions.count)
    let planes = CodePlanes(
      width: width, rows: walk.rowsPerStrip + 2 * filter.settings.halo,
      margin: filter.settings.radius, units: units)
    let scratch = (0..<walk.workers.count).map { _ in Scratch() }
    let steps = Encoding(scaler: encoding.scaler, encoder: encoding.encoder)
    var next = 0
    try walk.forEach(stage: "filtering", halo: filter.settings.halo) { strip, core in
      try planes.encode(strip.features, by: steps, workers: walk.workers, scratch: scratch)
      try planes.filter(filter, workers: walk.workers, scratch: scratch)
      while next < positions.count, positions[next] < core.upperBound * width {
        let (row, column) = positions[next].quotientAndRemainder(dividingBy: width)
        let pixel = planes.pointer(row: row, column: column)
        for unit in 0..<units { out[unit, next] = pixel[unit * planes.stride] }
        next += 1
      }
    }
    return out
  }
}
