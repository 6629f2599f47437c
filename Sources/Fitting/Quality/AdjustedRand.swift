extension ConfusionMatrix {
  /// The Rand index of pairs of pixels, adjusted for chance (Hubert and
  /// Arabie, "Comparing partitions", Journal of Classification 2, 1985), in
  /// the pair-counting form
  ///
  ///     ARI = 2 (tp tn - fn fp) / ((tp + fn)(fn + tn) + (tp + fp)(fp + tn))
  ///
  /// 1 for equal partitions, about 0 for independent ones, at worst -0.5.
  /// The counts of pairs are exact: they have 128 bits.
  var adjustedRand: Double {
    let total = Int128(mapped)
    let both = counts.reduce(Int128(0)) { $0 + $1.squares }
    let inClass = classTotals.squares
    let inUnit = unitTotals.squares
    let falsePositives = Double(inUnit - both)
    let falseNegatives = Double(inClass - both)
    guard falsePositives != 0 || falseNegatives != 0 else { return 1 }
    let truePositives = Double(both - total)
    let trueNegatives = Double(total * total - inClass - inUnit + both)
    let numerator = truePositives * trueNegatives - falseNegatives * falsePositives
    let denominator =
      (truePositives + falseNegatives) * (falseNegatives + trueNegatives)
      + (truePositives + falsePositives) * (falsePositives + trueNegatives)
    return 2 * numerator / denominator
  }
}

extension [Int] {
  fileprivate var squares: Int128 { reduce(0) { $0 + Int128($1) * Int128($1) } }
}
