import Kernels

/// Lays the streams over the layers: hard beds stand up, soft ones are worn
/// down, and water runs between them.
struct TerrainBuilder {
  let shape: SceneShape
  let units: [GroundUnit]
  let strata: FoldedStrata
  let intrusion: Intrusion
  let beds: BedSequence
  let intrusionLevel: Float
  let seed: UInt64

  /// About 14 pixels between stream heads, and never more than 400 of them
  /// across the scene.
  private var spacing: Double {
    let nodes = (Double(max(shape.width, shape.height)) / 14).rounded()
    return 1 / min(400, max(20, nodes))
  }

  func build() -> Terrain {
    let patch = DrainageNetwork.patch(width: shape.across, height: shape.down, spacing: spacing)
    let hardness = hardness(over: patch)
    let network = DrainageNetwork(
      patch: patch, relief: relief(over: patch, hardness: hardness), hardness: hardness,
      seed: seed)
    let pixels = spacing / shape.step
    return Terrain(
      network: network,
      detail: FractalNoise(
        seed: seed, stream: 3, largest: 2 * spacing, smallest: shape.finest, persistence: 0.48),
      meander: (east: bends(stream: 9), south: bends(stream: 10)),
      roughness: Float(0.022 * spacing), pitch: pixels >= 12 ? 2 : 1)
  }

  private func bends(stream: UInt64) -> FractalNoise {
    FractalNoise(
      seed: seed, stream: stream, largest: 2.4 * spacing,
      smallest: max(0.6 * spacing, shape.finest),
      persistence: 0.55)
  }

  /// What decides the way of the water, of the order of 1.
  private func relief(over patch: Patch, hardness: [Float]) -> [Float] {
    let plane = Plane(width: patch.width, height: patch.height)
    FractalNoise(seed: seed, stream: 4, largest: 0.7, smallest: patch.step, persistence: 0.55)
      .evaluate(into: plane, over: patch)
    let random = CounterRandom(seed: seed, stream: 0x7469_6c74)
    let (east, south) = (Float(random.uniform(0) * 3 - 1.5), Float(random.uniform(1) * 3 - 1.5))
    return hardness.indices.map { node in
      let (x, y) = (node % patch.width, node / patch.width)
      let tilt = east * Float(patch.u(x)) + south * Float(patch.v(y))
      let roughness = Float(random.uniform(UInt64(node) + 2)) * 0.15
      return 0.6 * plane.row(y)[x] + 1.1 * hardness[node] + tilt + roughness
    }
  }

  private func hardness(over patch: Patch) -> [Float] {
    let fields = GroundFields(patch: patch)
    fields.layers(strata, intrusion)
    let coordinates = fields.coordinates(where: { _ in true })
    let stock = fields.values(fields.intrusion)
    let granite = Float(GroundUnit.intrusion.hardness)
    return zip(coordinates, stock).map { s, inside in
      inside > intrusionLevel ? granite : Float(units[beds.units[beds.bed(at: s)]].hardness)
    }
  }
}
