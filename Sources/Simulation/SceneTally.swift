/// Counts over the finished pixels.
struct SceneTally: Sendable {
  /// Pixels of each unit; the first is of value 1.
  var units: [Int]
  var cloudy = 0
  var pixels = 0

  mutating func add(_ tile: SceneTile) {
    for y in 0..<tile.window.height {
      let (truth, quality) = (tile.truth.row(y), tile.quality.row(y))
      for x in 0..<tile.window.width {
        units[Int(truth[x]) - 1] += 1
        if quality[x] == QualityBits.cloud { cloudy += 1 }
      }
    }
    pixels += tile.window.pixelCount
  }

  var cloudPercent: Double { pixels == 0 ? 0 : 100 * Double(cloudy) / Double(pixels) }
}
