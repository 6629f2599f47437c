import Kernels

/// Breathing (Fritzke, "Breathing k-means", arXiv 2006.15666):
/// a fit takes in a few centres where its error is largest, settles, gives up
/// as many that are missed least, settles, and is kept if that was better. What
/// Lloyd's iterations cannot do, which is to move a centre across others, is
/// done so; two starts that ended apart then mostly end alike.
///
/// Unlike the paper, centres are given up one after another, with utilities
/// computed anew, which leaves nothing to freeze.
extension KMeansFit {
  /// Centres of the first breath.
  private static let breath = 2
  /// A breath must lower the inertia by this share.
  private static let gain = 1e-4
  /// How far from its twin a new centre starts, in root mean squared distances.
  private static let offset = 0.01

  func breathed(_ attempt: Attempt, start: Int) throws -> Attempt {
    var random = RandomSequence(seed: context.seed, stream: UInt64(7000 + start))
    var best = attempt
    var breath = Self.breath
    while breath > 0, best.inertia > 0 {
      let wide = try lloyd(
        from: inhaled(best.centres, by: breath, &random), slack: Self.slack)
      let next = try lloyd(from: exhaled(wide.centres), slack: Self.slack)
      if next.inertia < best.inertia * (1 - Self.gain) { best = next } else { breath -= 1 }
    }
    return best
  }

  /// `centres` and one more beside each of those `count` whose samples lie
  /// farthest off in all.
  private func inhaled(
    _ centres: [Float], by count: Int, _ random: inout RandomSequence
  ) throws -> [Float] {
    let error = try merits(of: centres).error
    let reach = Self.offset * (error.reduce(0, +) / Double(x.count)).squareRoot()
    let order = error.indices.sorted { (error[$1], $0) < (error[$0], $1) }
    return centres
      + order.prefix(count).flatMap { cluster in
        centres[cluster * x.features..<(cluster + 1) * x.features].map {
          $0 + Float(reach * (2 * random.uniform() - 1))
        }
      }
  }

  /// `centres` without those, one after another, that are missed least, until
  /// as many are left as clusters were asked for.
  private func exhaled(_ centres: [Float]) throws -> [Float] {
    var out = centres
    while out.count > clusters * x.features {
      let utility = try merits(of: out).utility
      let least = utility.indices.min { utility[$0] < utility[$1] } ?? 0
      out.removeSubrange(least * x.features..<(least + 1) * x.features)
    }
    return out
  }

  /// By centre: the squared distances of its samples from it, and by how much
  /// they would grow without it.
  struct Merits {
    var error: [Double]
    var utility: [Double]
  }

  func merits(of centres: [Float]) throws -> Merits {
    let half = KMeansClusterer.halfSquares(of: centres, width: x.features)
    let parts = try context.workers.map(blocks) { _, block in
      merits(of: nearest(block: block, centres: centres, half: half), block: block, half.count)
    }
    let none = [Double](repeating: 0, count: half.count)
    return parts.reduce(into: Merits(error: none, utility: none)) { total, part in
      for index in none.indices {
        total.error[index] += part.error[index]
        total.utility[index] += part.utility[index]
      }
    }
  }

  private func merits(of near: Nearest, block: Int, _ count: Int) -> Merits {
    let none = [Double](repeating: 0, count: count)
    var out = Merits(error: none, utility: none)
    for index in 0..<near.valid {
      let (label, square) = (Int(near.labels[index]), squares[block * Self.block + index])
      out.error[label] += Double(max(0, square + 2 * near.best[index]))
      out.utility[label] += 2 * Double(near.second[index] - near.best[index])
    }
    return out
  }
}
