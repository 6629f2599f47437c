import Kernels

/// A lake that fills the valleys around a place on a large stream up to one
/// level, so its shore follows the relief.
struct Lake: Sendable {
  private let centre: (u: Float, v: Float)
  /// Level loss per distance from the centre, which ends the lake.
  private let reach: Float = 0.05

  init(terrain: Terrain, shape: SceneShape, seed: UInt64) {
    let network = terrain.network
    let (u, v) = (Float(shape.across), Float(shape.down))
    let inside = network.channels.indices.filter { node in
      let c = network.channels[node]
      return c.x > 0.12 * u && c.x < 0.88 * u && c.y > 0.12 * v && c.y < 0.88 * v
    }
    let large = inside.sorted { network.flow[$0] > network.flow[$1] }.prefix(24)
    let random = CounterRandom(seed: seed, stream: 0x6c61_6b65)
    let pick = large.isEmpty ? nil : large[Int(random.uniform(0) * Double(large.count))]
    let node = pick.map { network.channels[$0] }
    centre = (node?.x ?? u / 2, node?.y ?? v / 2)
  }

  /// High in the lake: the negative height of the ground, and of a cone
  /// around the centre.
  func evaluate(into field: Plane, height: Plane, over patch: Patch) {
    for y in 0..<patch.height {
      let dv = Float(patch.v(y)) - centre.v
      let (f, h) = (field.row(y), height.row(y))
      for x in 0..<patch.width {
        let du = Float(patch.u(x)) - centre.u
        f[x] = -h[x] - reach * (du * du + dv * dv).squareRoot()
      }
    }
  }
}
