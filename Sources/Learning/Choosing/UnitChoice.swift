/// The number of units that a sweep recommends, and on what grounds.
package struct UnitChoice: Sendable, Equatable {
  package enum Grounds: Sendable, Equatable {
    /// The BIC bends there; `slope` is what it falls by for each further unit
    /// and sample where it has levelled off.
    case bend(slope: Double)
    /// The BIC still falls at the end: the largest of the stable ones.
    case falling
    /// The largest of the most stable; they lie elsewhere than the bend.
    case stable
    /// Too few numbers for a bend: the best silhouette of the stable ones.
    case silhouette
    /// There was nothing to compare.
    case alone
  }

  package var units: Int
  package var grounds: Grounds
  package var stability: Double?
}

extension UnitChoice {
  /// Numbers of units that a bend is looked for among, at least.
  static let fewest = 5
  /// Stabilities that differ by less count as equal.
  static let alike = 0.02
  /// Two and three units nearly always agree with themselves, which says nothing of the ground:
  /// they are no candidates where there are several larger numbers.
  static let leastStable = 4
  /// Criteria that differ by less than this share of a mean step count as
  /// equal. Set on simulated scenes, where 0.5 to 0.75 do equally well.
  static let share = 0.7

  /// The BIC has levelled off where its last falls are less than this share
  /// of those before.
  static let level = 0.5

  /// Chooses among the trials in ascending order of their units. One unit is never
  /// recommended where there are others: no index compares it. Neither is a number of which one
  /// unit has no samples.
  ///
  /// With the BIC B(k) for each sample and its slope t where it has levelled
  /// off (the median of the last third of its steps, three at least), the
  /// criterion is
  ///
  ///     C(k) = B(k) + 2 t k
  ///
  /// the slope heuristic (Birgé and Massart, PTRF 138, 2007; Baudry, Maugis
  /// and Michel, Statistics and Computing 22, 2012): real clusters are no
  /// exact Gaussians, so that a BIC goes on falling as they are cut up. Of the
  /// numbers that are as stable as any, the smallest is taken whose C lies within 0.7
  /// of a mean step of the least; where there is none, or the BIC has not levelled off
  /// (the range ends before the bend), the largest.
  package init?(among trials: [UnitTrial]) {
    let full = trials.filter { $0.smallestShare > 0 }
    let several = (full.isEmpty ? trials : full).filter { $0.units > 1 }
    guard let only = several.first ?? trials.first else { return nil }
    guard several.count > 1 else {
      self.init(units: only.units, grounds: .alone, stability: only.stability)
      return
    }
    self = Self.bend(several) ?? Self.silhouette(several, otherwise: only)
  }

  private static func silhouette(_ trials: [UnitTrial], otherwise first: UnitTrial) -> UnitChoice {
    let best = stable(trials).reduce(first) {
      ($1.quality.silhouette ?? -2) > ($0.quality.silhouette ?? -2) ? $1 : $0
    }
    return UnitChoice(units: best.units, grounds: .silhouette, stability: best.stability)
  }

  private static func bend(_ trials: [UnitTrial]) -> UnitChoice? {
    let values = trials.compactMap { trial in
      trial.bic.map { $0 / Double(max(1, trial.quality.samples)) }
    }
    guard trials.count >= fewest, values.count == trials.count else { return nil }
    let units = trials.map { Double($0.units) }
    let stable = stable(trials)
    guard let largest = stable.last else { return nil }
    guard let slope = levelSlope(units, values) else {
      return UnitChoice(units: largest.units, grounds: .falling, stability: largest.stability)
    }
    let criteria = zip(units, values).map { $1 + 2 * slope * $0 }
    let close = Set(near(units, criteria).map { trials[$0].units })
    guard let chosen = stable.first(where: { close.contains($0.units) }) else {
      return UnitChoice(units: largest.units, grounds: .stable, stability: largest.stability)
    }
    return UnitChoice(
      units: chosen.units, grounds: .bend(slope: slope), stability: chosen.stability)
  }

  /// What the values fall by for each unit over the last steps; nil where they
  /// fall there about as fast as before.
  private static func levelSlope(_ units: [Double], _ values: [Double]) -> Double? {
    let falls = values.indices.dropLast().map {
      (values[$0] - values[$0 + 1]) / (units[$0 + 1] - units[$0])
    }
    let tail = max(3, falls.count / 3)
    let slope = max(0, median(falls.suffix(tail)))
    return slope == 0 || slope < level * median(falls.dropLast(tail)) ? slope : nil
  }

  private static func median(_ values: ArraySlice<Double>) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// The places whose criterion is close to the least.
  private static func near(_ units: [Double], _ criteria: [Double]) -> [Int] {
    guard let best = criteria.indices.min(by: { criteria[$0] < criteria[$1] }) else { return [] }
    let step = best == 0 ? 0 : (criteria[0] - criteria[best]) / (units[best] - units[0])
    return criteria.indices.filter { criteria[$0] <= criteria[best] + share * step }
  }

  /// Trials that are as stable as any; all where stability is not known.
  private static func stable(_ trials: [UnitTrial]) -> [UnitTrial] {
    let large = trials.filter { $0.units >= leastStable }
    let able = large.count > 1 ? large : trials
    guard let best = able.compactMap(\.stability).max() else { return trials }
    return able.filter { ($0.stability ?? -1) >= best - alike }
  }
}
