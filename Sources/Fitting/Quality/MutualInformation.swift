import Foundation

/// Entropies of two labelings of the same pixels and the information that
/// they share, in nats. Rosenberg and Hirschberg ("V-Measure", EMNLP 2007)
/// for homogeneity and completeness.
struct MutualInformation {
  /// H(C) of the classes and H(K) of the units.
  let classEntropy: Double
  let unitEntropy: Double
  /// I(C; K).
  let shared: Double

  init(_ matrix: ConfusionMatrix) {
    let rows = matrix.unitTotals
    let columns = matrix.classTotals
    let total = rows.reduce(0, +)
    unitEntropy = Self.entropy(rows, total: total)
    classEntropy = Self.entropy(columns, total: total)
    guard unitEntropy > 0, classEntropy > 0 else {
      shared = 0
      return
    }
    var sum = 0.0
    for (row, counts) in zip(rows, matrix.counts) {
      for (column, count) in zip(columns, counts) where count > 0 {
        let outer = Double(row) * Double(column)
        let share = Double(count) / Double(total)
        let term = share * log(Double(count) * Double(total) / outer)
        sum += abs(term) < .ulpOfOne ? 0 : term
      }
    }
    shared = max(0, sum)
  }

  /// -sum p log p.
  private static func entropy(_ counts: [Int], total: Int) -> Double {
    guard counts.filter({ $0 > 0 }).count > 1 else { return 0 }
    return counts.reduce(0.0) { sum, count in
      guard count > 0 else { return sum }
      let share = Double(count) / Double(total)
      return sum - share * log(share)
    }
  }

  /// Each unit holds one class only: I / H(C); 1 where there is one class.
  var homogeneity: Double { classEntropy == 0 ? 1 : shared / classEntropy }

  /// Each class lies in one unit only: I / H(K); 1 where there is one unit.
  var completeness: Double { unitEntropy == 0 ? 1 : shared / unitEntropy }

  /// I over the arithmetic mean of the entropies, scikit-learn's default: 1
  /// where both are zero. The same number as the V-measure.
  var normalized: Double {
    guard unitEntropy > 0 || classEntropy > 0 else { return 1 }
    return shared / ((unitEntropy + classEntropy) / 2)
  }
}
