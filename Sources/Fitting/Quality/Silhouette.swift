import Kernels

/// The mean silhouette coefficient (Rousseeuw, "Silhouettes", Journal of
/// Computational and Applied Mathematics 20, 1987) under Euclidean distance:
///
///     s = (b - a) / max(a, b)
///
/// with a the mean distance from a sample to the others of its group and b
/// the least mean distance to the members of another group. From -1 (in the
/// wrong group) to 1. As in scikit-learn, s = 0 for the only member of a
/// group and where a = b = 0.
///
/// All n² distances are computed, in tiles: memory is n doubles per feature
/// and a tile per worker. The answer is the same for any number of workers.
struct Silhouette: Sendable {
  private let groups: LabelGroups
  private let features: Int
  /// [feature][sample] in Double.
  private let values: [Double]

  /// Samples of which many are summed up by one worker at a time.
  private static let rows = 32
  /// Samples that they are compared with before moving on.
  private static let columns = 256

  /// Every sample must be in a group.
  init(of samples: PlanarMatrix, groups: LabelGroups) {
    self.groups = groups
    features = samples.features
    values = (0..<samples.features).flatMap { samples.row($0).map(Double.init) }
  }

  private var count: Int { groups.groups.count }

  /// Nil unless ``LabelGroups/areComparable``.
  func mean(context: FitContext) throws -> Double? {
    guard groups.areComparable else { return nil }
    let blocks = (count + Self.rows - 1) / Self.rows
    let sums = try context.workers.map(blocks) { _, block in
      try context.checkpoint()
      let start = block * Self.rows
      return sum(over: start..<min(count, start + Self.rows))
    }
    return sums.reduce(0, +) / Double(count)
  }

  /// The sum of the coefficients of some samples.
  private func sum(over rows: Range<Int>) -> Double {
    let sums = distanceSums(from: rows)
    return rows.reduce(0.0) { total, sample in
      let start = (sample - rows.lowerBound) * groups.count
      return total
        + coefficient(group: groups.groups[sample], sums: sums[start..<start + groups.count])
    }
  }

  /// The coefficient of a sample, given the sums of its distances to the
  /// members of every group.
  private func coefficient(group own: Int, sums: ArraySlice<Double>) -> Double {
    guard groups.sizes[own] > 1 else { return 0 }
    var a = 0.0
    var b = Double.infinity
    for (group, sum) in sums.enumerated() {
      if group == own {
        a = sum / Double(groups.sizes[group] - 1)
      } else {
        b = min(b, sum / Double(groups.sizes[group]))
      }
    }
    return max(a, b) == 0 ? 0 : (b - a) / max(a, b)
  }

  /// Sums of distances [sample of `rows`][group].
  private func distanceSums(from rows: Range<Int>) -> [Double] {
    var sums = [Double](repeating: 0, count: rows.count * groups.count)
    var squared = [Double](repeating: 0, count: Self.columns)
    for start in stride(from: 0, to: count, by: Self.columns) {
      let columns = start..<min(count, start + Self.columns)
      for sample in rows {
        squares(from: sample, to: columns, into: &squared)
        let base = (sample - rows.lowerBound) * groups.count
        for column in columns {
          sums[base + groups.groups[column]] += squared[column - start].squareRoot()
        }
      }
    }
    return sums
  }

  /// Squared distances from one sample to a tile of others.
  private func squares(from sample: Int, to columns: Range<Int>, into squared: inout [Double]) {
    for index in squared.indices { squared[index] = 0 }
    values.withUnsafeBufferPointer { values in
      squared.withUnsafeMutableBufferPointer { squared in
        for feature in 0..<features {
          let row = feature * count
          let own = values[row + sample]
          for index in 0..<columns.count {
            let difference = values[row + columns.lowerBound + index] - own
            squared[index] += difference * difference
          }
        }
      }
    }
  }
}
