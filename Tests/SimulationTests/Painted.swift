import Rasters

@testable import Simulation

/// A window of a simulated scene as plain arrays.
struct Painted: Equatable {
  let bands: [[Float]]
  let truth: [Int]
  let quality: [Float]

  init(_ model: SceneModel, window: Window) {
    let tile = SceneTile(window: window, bands: model.bands.count)
    BlockPainter(model: model).paint(tile)
    let rows = 0..<window.height
    let values = { (row: (Int) -> UnsafeMutablePointer<Float>) in
      rows.flatMap { Array(UnsafeBufferPointer(start: row($0), count: window.width)) }
    }
    bands = model.bands.indices.map { band in values { tile.bands.row(band, $0) } }
    truth = values(tile.truth.row).map { Int($0) }
    quality = values(tile.quality.row)
  }

  init(_ request: SimulationRequest) {
    self.init(
      SceneModel(request),
      window: Window(column: 0, row: 0, width: request.width, height: request.height))
  }

  /// Share of each unit, from value 1.
  func shares(units: Int) -> [Double] {
    var counts = [Int](repeating: 0, count: units)
    for value in truth { counts[value - 1] += 1 }
    return counts.map { Double($0) / Double(truth.count) }
  }
}
