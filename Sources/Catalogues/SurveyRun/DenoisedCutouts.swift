import CodedCutouts
import Fitting
import Rasters
import Scenes
import Surveys
import Vision

/// Cutouts as an autoencoder rebuilds them from their codes: without what each
/// has to itself, such as noise.
struct DenoisedCutouts {
  let source: any CutoutSource
  let coder: CutoutCoder
  let context: FitContext

  /// Writes a cube (column, row, band, object), the lowest row first, in the
  /// order of the catalogue, values as they were shown (0 to 1). Returns whether
  /// the encoder can rebuild at all.
  func write(to path: String) throws -> Bool {
    guard let autoencoder = coder.base as? ConvolutionalAutoencoder else { return false }
    let (side, channels) = (coder.view.side, coder.view.channels)
    let count = source.objects.count
    let cube = try FITSCubeWriter(
      path, axes: [side, side, channels], count: count,
      cards: ["COMMENT Cutouts rebuilt by an autoencoder, in the order of the catalogue"])
    try source.forEach(Array(0..<count), stage: "denoise", context) { readings in
      let shown = readings.compactMap { reading in
        reading.planes.flatMap(coder.view.pixels).map { (row: reading.row, pixels: $0) }
      }
      guard !shown.isEmpty else { return }
      let images = ImageBatch(
        count: shown.count, channels: channels, height: side, width: side,
        values: shown.flatMap(\.pixels))
      let rebuilt = try autoencoder.reconstructions(of: images, workers: context.workers)
      for (place, reading) in shown.enumerated() {
        let planes = CutoutPlanes(
          bands: channels, width: side, height: side,
          values: Array(rebuilt.values[rebuilt.range(place)]))
        try cube.write(planes.turnedOver.values, object: reading.row)
      }
    }
    try cube.finish()
    return true
  }
}
