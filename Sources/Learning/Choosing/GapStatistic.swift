import Foundation
import Kernels

/// The gap statistic of Tibshirani, Walther and Hastie ("Estimating the
/// number of clusters in a data set via the gap statistic", JRSS B 63(2),
/// 2001): how much tighter the clusters of the data are than clusters of as
/// many points spread evenly over the same space,
///
///     Gap(k) = mean_b log W_b - log W,    s = sd_b(log W_b) sqrt(1 + 1/B)
///
/// with W the sum of squared distances from the clusters' means.
package struct GapStatistic: Equatable {
  let gap: Double
  let error: Double

  /// Nil where a W is zero or there is no reference.
  init?(inertia: Double?, references: [Double?]) {
    let logs = references.compactMap { $0 }.filter { $0 > 0 }.map { log($0) }
    guard let inertia, inertia > 0, !logs.isEmpty, logs.count == references.count else {
      return nil
    }
    let n = Double(logs.count)
    let mean = logs.reduce(0, +) / n
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    gap = mean - log(inertia)
    error = (variance * (1 + 1 / n)).squareRoot()
  }

  /// The first k of a sweep with Gap(k) >= Gap(k') - s(k'), k' being the next;
  /// nil where the gap grows to the end.
  package static func choice(_ rows: [(units: Int, gap: Double, error: Double)]) -> Int? {
    zip(rows, rows.dropFirst()).first { $0.gap >= $1.gap - $1.error }?.0.units
  }
}
