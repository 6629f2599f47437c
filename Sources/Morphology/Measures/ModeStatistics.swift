/// Multimode, intensity and deviation (Freeman et al. 2013; Peth et al. 2016).
struct ModeStatistics {
  let multimode: Double
  let intensity: Double
  let deviation: Double

  init(_ stamp: PreparedStamp, segment: [Bool], findings: Findings) {
    let plane = stamp.positive.with(
      segment.indices.map { segment[$0] ? stamp.positive.values[$0] : 0 })
    multimode = Self.multimode(plane, members: stamp.members)
    let filter = SeparableFilter.gaussian(sigma: Conventions.intensitySigma, edge: .mirrored)
    let basins = Watershed(filter.apply(to: plane)).basins
    intensity = basins.count > 1 ? basins[1].flux / basins[0].flux : 0

    let centre = Moments(plane)
    guard let peak = basins.first, centre.flux > 0 else {
      findings.note(.noDeviation)
      deviation = Conventions.invalid
      return
    }
    let (dx, dy) = (Double(peak.x) - centre.x, Double(peak.y) - centre.y)
    deviation = (.pi / Double(Clump.area(segment)) * (dx * dx + dy * dy)).squareRoot()
  }

  /// A2 / A1, the areas of the two largest clumps, at the share of pixels
  /// left out where A2² / A1 is largest.
  private static func multimode(_ plane: StampPlane, members: [Int]) -> Double {
    let water = FallingWater(plane, members: members, seed: plane.peak)
    guard !water.sorted.isEmpty else { return 0 }
    let invalid = plane.values.reduce(0, +)
    func energy(_ share: Double) -> Double {
      guard share >= 0, share <= 1 else { return invalid }
      let i = water.index(share)
      let (first, second) = (Double(water.largest[i]), Double(water.second[i]))
      return second == 0 ? invalid : -(second * second) / first
    }
    var step = 0.02
    while true {
      let shares = (0..<Int((1 / step).rounded(.up))).map { Double($0) * step }
      let energies = shares.map(energy)
      var least = 0
      for k in energies.indices where energies[k] < energies[least] { least = k }
      if energies[least] < 0 {
        let hopping = BasinHopping(
          hops: Conventions.basinHops, temperature: -0.5 * energies[least], step: step)
        let i = water.index(min(1, max(0, hopping.minimise(shares[least], energy))))
        return Double(water.second[i]) / Double(water.largest[i])
      }
      if step < 1e-3 { return 0 }
      step /= 2
    }
  }
}
