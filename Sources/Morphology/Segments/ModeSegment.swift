/// The segment of the statistics multimode, intensity and deviation
/// (Freeman et al. 2013, section 4.3).
enum ModeSegment {
  /// - Parameter gini: is taken where the brightness within the source never
  ///   falls to a fifth of its mean.
  static func make(_ stamp: PreparedStamp, gini: [Bool], findings: Findings) -> [Bool] {
    let water = FallingWater(stamp.positive, members: stamp.members, seed: stamp.peak)
    func excess(_ share: Double) -> Double {
      let i = water.index(share)
      let area = Double(water.seedArea[i])
      let mean = water.seedSum[i] / area
      return (mean > 0 ? water.sorted[i] / mean : 1) - Conventions.petrosianRatio
    }
    guard excess(0) <= 0 else { return gini }
    let tolerance = 1 / Double(water.sorted.count)
    let share = BrentRoot.find(0, 1, tolerance: tolerance, excess) ?? 1
    let threshold = water.sorted[water.index(share)]
    let clump = Clump.around(
      stamp.peak, in: stamp.positive.values.map { $0 >= threshold }, width: stamp.width)
    var smooth = majority(clump, width: stamp.width)
    if !smooth[stamp.peak] {
      findings.note(.brightestPixelAdded)
      smooth[stamp.peak] = true
    }
    return Clump.around(stamp.peak, in: smooth, width: stamp.width)
  }

  /// Set where at least five of 3 x 3 pixels are; mirrored at the edges.
  private static func majority(_ mask: [Bool], width: Int) -> [Bool] {
    let height = mask.count / width
    var out = mask
    for y in 0..<height {
      for x in 0..<width {
        var count = 0
        for v in [max(0, y - 1), y, min(height - 1, y + 1)] {
          for u in [max(0, x - 1), x, min(width - 1, x + 1)] where mask[v * width + u] {
            count += 1
          }
        }
        out[y * width + x] = count >= 5
      }
    }
    return out
  }
}
