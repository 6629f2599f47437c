import Foundation

/// Accuracies and areas from a stratified random sample, each stratum weighted
/// by its share of the map: Olofsson et al., Remote Sensing of Environment
/// 148, 2014, eqs. 1-11, in the form of Stehman, International Journal of
/// Remote Sensing 35, 2014, which holds too where strata are other than
/// the classes of the map (it was sieved, merged or made anew after the
/// design). Where they are the classes, both are the same.
///
/// The finite population correction is left out, as in the paper: intervals
/// of a sample that takes much of a map are too wide rather than too narrow.
package struct StratifiedEstimator: Sendable {
  package let classes: Int
  /// Shares of the strata, in sum 1.
  private let weights: [Double]
  /// Samples [stratum][map class][reference class].
  private let counts: [[[Int]]]
  private let sizes: [Double]

  /// `counts` are samples [stratum][map class][reference class]; strata
  /// without samples have no part in anything, and the shares of the others
  /// are scaled to 1.
  package init(weights: [Double], counts: [[[Int]]], classes: Int) {
    let used = counts.indices.filter { counts[$0].joined().contains { $0 > 0 } }
    let total = used.reduce(0) { $0 + weights[$1] }
    self.classes = classes
    self.counts = used.map { counts[$0] }
    self.weights = used.map { total > 0 ? weights[$0] / total : 0 }
    sizes = used.map { Double(counts[$0].joined().reduce(0, +)) }
  }

  /// Estimated shares of the map's area [map class][reference class]: eq. 4.
  package var proportions: [[Double]] {
    (0..<classes).map { map in
      (0..<classes).map { reference in
        counts.indices.reduce(0) {
          $0 + weights[$1] * Double(counts[$1][map][reference]) / sizes[$1]
        }
      }
    }
  }

  /// Share of the area that the map shows as what it is: eqs. 1 and 5.
  package var overall: Estimate { mean { $0 == $1 } }

  /// Share of the area that is of a class: eqs. 9 and 10.
  package func area(_ reference: Int) -> Estimate { mean { $1 == reference } }

  /// Share of the area that the map shows as a class.
  package func mapped(_ map: Int) -> Estimate { mean { other, _ in other == map } }

  /// Share of what the map shows as a class that is of it: eqs. 2 and 6. Nil
  /// without a sample there.
  package func users(_ map: Int) -> Estimate? {
    ratio(of: { $0 == map && $1 == map }, to: { other, _ in other == map })
  }

  /// Share of a class that the map shows as it: eqs. 3 and 7. Nil without a
  /// sample of it.
  package func producers(_ reference: Int) -> Estimate? {
    ratio(of: { $0 == reference && $1 == reference }, to: { $1 == reference })
  }

  /// Whether a sample of a map class and a reference class counts.
  private typealias Test = (_ map: Int, _ reference: Int) -> Bool

  /// Share of a stratum's samples that count.
  private func share(_ stratum: Int, _ test: Test) -> Double {
    var sum = 0
    for map in 0..<classes {
      for reference in 0..<classes where test(map, reference) {
        sum += counts[stratum][map][reference]
      }
    }
    return Double(sum) / sizes[stratum]
  }

  private func mean(_ test: Test) -> Estimate {
    var value = 0.0
    var variance = 0.0
    for stratum in counts.indices {
      let share = share(stratum, test)
      value += weights[stratum] * share
      variance += weights[stratum] * weights[stratum] * share * (1 - share) / (sizes[stratum] - 1)
    }
    return Self.estimate(value, variance, sizes)
  }

  /// A ratio of two means of which the first counts only what the second does.
  private func ratio(of part: Test, to whole: Test) -> Estimate? {
    let parts = counts.indices.map { share($0, part) }
    let wholes = counts.indices.map { share($0, whole) }
    let below = zip(weights, wholes).reduce(0) { $0 + $1.0 * $1.1 }
    guard below > 0 else { return nil }
    let value = zip(weights, parts).reduce(0) { $0 + $1.0 * $1.1 } / below
    var variance = 0.0
    for stratum in counts.indices where wholes[stratum] > 0 {
      let (y, x) = (parts[stratum], wholes[stratum])
      let spread = y * (1 - y) + value * value * x * (1 - x) - 2 * value * y * (1 - x)
      variance += weights[stratum] * weights[stratum] * spread / (sizes[stratum] - 1)
    }
    let used = zip(sizes, wholes).filter { $0.1 > 0 }.map(\.0)
    return Self.estimate(value, variance / (below * below), used)
  }

  private static func estimate(_ value: Double, _ variance: Double, _ sizes: [Double]) -> Estimate {
    guard sizes.allSatisfy({ $0 > 1 }) else { return Estimate(value: value, standardError: nil) }
    return Estimate(value: value, standardError: max(0, variance).squareRoot())
  }
}
