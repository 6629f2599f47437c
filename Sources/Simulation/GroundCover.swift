import Features

/// What lies on the units: stained soil where the slope lets it stay, dry
/// grass in patches, green vegetation on shaded slopes and along streams.
struct GroundCover: Sendable {
  /// Planes after those of the units, in this order.
  static let materials: [Material] = [.regolith, .dryGrass, .greenVegetation]

  private let soil: FractalNoise
  private let plants: FractalNoise
  /// Mean share of green vegetation away from streams.
  private let vegetation: Float
  private let alluviumLevel: Float

  init(shape: SceneShape, vegetation: Double, alluviumLevel: Float, seed: UInt64) {
    soil = FractalNoise(
      seed: seed, stream: 5, largest: 0.12, smallest: shape.finest, persistence: 0.6)
    plants = FractalNoise(
      seed: seed, stream: 6, largest: 0.18, smallest: shape.finest, persistence: 0.66)
    self.vegetation = Float(vegetation)
    self.alluviumLevel = alluviumLevel
  }

  /// The planes of one block that decide the cover.
  struct Surface {
    let stream: Plane
    let shade: Plane
    let slope: Plane
    /// Noise is drawn into these.
    let soil: Plane
    let plants: Plane
  }

  /// Scales the shares of the `units` planes of rock down to what is bare
  /// (`open`: the plane of water stays as it is) and fills the cover's.
  func spread(_ surface: Surface, shares: PlaneStack, units: Int, over patch: Patch) {
    soil.evaluate(into: surface.soil, over: patch)
    plants.evaluate(into: surface.plants, over: patch)
    for y in 0..<patch.height {
      fill(surface, shares: shares, units: units, y: y, width: patch.width)
      for unit in 0..<(units - 1) {
        let row = shares.row(unit, y)
        let (a, b, c) = (shares.row(units, y), shares.row(units + 1, y), shares.row(units + 2, y))
        for x in 0..<patch.width { row[x] *= 1 - a[x] - b[x] - c[x] }
      }
      restrictToLand(shares, units: units, y: y, width: patch.width)
    }
  }

  private func fill(
    _ surface: Surface, shares: PlaneStack, units: Int, y: Int, width: Int
  ) {
    let (soil, plants) = (surface.soil.row(y), surface.plants.row(y))
    let (stream, shade, slope) = (
      surface.stream.row(y), surface.shade.row(y), surface.slope.row(y)
    )
    let (a, b, c) = (shares.row(units, y), shares.row(units + 1, y), shares.row(units + 2, y))
    let perWidth = 1 / alluviumLevel
    for x in 0..<width {
      let bank = max(0, 1 - abs(stream[x] * perWidth - 0.25) * 1.6)
      let moisture = 0.75 + 0.55 * plants[x] + 0.9 * (1 - shade[x])
      let green = min(0.92, vegetation * max(0, moisture + 2.2 * bank * bank))
      let dry = min(0.6, 0.75 * vegetation * max(0, 0.8 - 0.7 * plants[x] + 0.3 * soil[x]))
      let left = 1 - green
      c[x] = green
      b[x] = dry * left
      a[x] = max(0, min(0.5, 0.17 + 0.11 * soil[x] - 0.2 * slope[x])) * left * (1 - dry)
    }
  }

  /// Nothing of this grows or lies on water.
  private func restrictToLand(_ shares: PlaneStack, units: Int, y: Int, width: Int) {
    let water = shares.row(units - 1, y)
    for cover in units..<(units + Self.materials.count) {
      let row = shares.row(cover, y)
      for x in 0..<width { row[x] *= 1 - water[x] }
    }
  }
}
