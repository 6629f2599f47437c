import RasterIO
import Rasters

/// The rasters of one scene while they are written.
final class SceneOutput {
  /// The file and the band in it of each band of the sensor.
  private let bands: [(writer: RasterWriter, index: Int)]
  private let truth: RasterWriter
  /// Nil where the scene has no quality band.
  private let quality: RasterWriter?
  private(set) var tally: SceneTally

  init(
    bands: [(writer: RasterWriter, index: Int)], truth: RasterWriter, quality: RasterWriter?,
    units: Int
  ) {
    self.bands = bands
    self.truth = truth
    self.quality = quality
    tally = SceneTally(units: [Int](repeating: 0, count: units))
  }

  func write(_ tile: SceneTile) throws {
    for (band, place) in bands.enumerated() {
      try place.writer.write(
        UnsafePointer(tile.bands.plane(band)), window: tile.window, band: place.index,
        rowStride: tile.bands.stride)
    }
    try truth.write(
      UnsafePointer(tile.truth.start), window: tile.window, rowStride: tile.truth.stride)
    try quality?.write(
      UnsafePointer(tile.quality.start), window: tile.window, rowStride: tile.quality.stride)
    tally.add(tile)
  }

  func finish() throws {
    var done = Set<ObjectIdentifier>()
    for place in bands where done.insert(ObjectIdentifier(place.writer)).inserted {
      try place.writer.finish()
    }
    try quality?.finish()
    try truth.finish()
  }
}
