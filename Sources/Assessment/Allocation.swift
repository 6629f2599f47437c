import Rasters

/// How a sample is shared out among strata (Olofsson et al. 2014, 5.1.2).
package enum Allocation: String, CaseIterable, Sendable, Codable {
  /// By area, with at least some in each.
  case proportional
  /// As many in each.
  case equal
  /// By area and expected spread (Neyman 1934): the smallest standard error
  /// of overall accuracy.
  case optimal

  /// Samples of every stratum: `total` together, no fewer than `least` in
  /// any (all of its pixels where it has fewer), none more than it has pixels.
  ///
  /// Shares are rounded so that the largest remainders go up; among equals
  /// the first stratum's.
  package func counts(
    total: Int, strata: [Stratum], least: Int, accuracies: [Double]
  ) -> [Int] {
    let shares = shares(strata, accuracies)
    let floors = strata.map { min(least, $0.pixels) }
    let ceilings = strata.map(\.pixels)
    var fixed = [Int?](repeating: nil, count: strata.count)
    while true {
      let ideal = Self.ideal(total, shares, fixed)
      let open = ideal.indices.filter { fixed[$0] == nil }
      let low = open.filter { ideal[$0] < Double(floors[$0]) }
      for index in low { fixed[index] = floors[index] }
      guard low.isEmpty else { continue }
      let high = open.filter { ideal[$0] > Double(ceilings[$0]) }
      for index in high { fixed[index] = ceilings[index] }
      // What these cannot take may lift others off their floors again.
      for index in floors.indices where !high.isEmpty && floors[index] < ceilings[index] {
        if fixed[index] == floors[index] { fixed[index] = nil }
      }
      if high.isEmpty { return Self.rounded(ideal, fixed, total: total) }
    }
  }

  private func shares(_ strata: [Stratum], _ accuracies: [Double]) -> [Double] {
    switch self {
    case .equal: strata.map { _ in 1 }
    case .proportional: strata.weights
    case .optimal: zip(strata.weights, accuracies).map { $0 * SampleSize.deviation($1) }
    }
  }

  /// What is left after the fixed ones, shared out among the others.
  private static func ideal(_ total: Int, _ shares: [Double], _ fixed: [Int?]) -> [Double] {
    let left = Double(max(0, total - fixed.compactMap { $0 }.reduce(0, +)))
    let open = zip(shares, fixed).reduce(0) { $0 + ($1.1 == nil ? $1.0 : 0) }
    return zip(shares, fixed).map { share, fixed in
      fixed.map(Double.init) ?? (open > 0 ? left * share / open : 0)
    }
  }

  private static func rounded(_ ideal: [Double], _ fixed: [Int?], total: Int) -> [Int] {
    var counts = ideal.map { Int($0.rounded(.down)) }
    let open = ideal.indices.filter { fixed[$0] == nil }
    let order = open.sorted {
      (Double(counts[$0]) - ideal[$0], $0) < (Double(counts[$1]) - ideal[$1], $1)
    }
    let missing = max(0, total - counts.reduce(0, +))
    for index in order.prefix(missing) { counts[index] += 1 }
    return counts
  }
}
