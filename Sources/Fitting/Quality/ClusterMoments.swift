package import Kernels

/// Centroids of groups of samples and how far their members lie from them,
/// summed in Double over two passes (the second about the means, so that a
/// common offset of the features costs no digits).
package struct ClusterMoments {
  package let groups: LabelGroups
  let features: Int
  /// Mean of every group, [group][feature].
  private(set) var centroids: [Double]
  /// Mean of all members.
  private(set) var centre: [Double]
  /// Sum over the members of |x - centroid|, by group.
  private(set) var distances: [Double]
  /// Sum over the members of |x - centroid|², by group.
  private(set) var squares: [Double]

  package init(of samples: PlanarMatrix, groups: LabelGroups) {
    self.groups = groups
    features = samples.features
    centroids = [Double](repeating: 0, count: groups.count * features)
    centre = [Double](repeating: 0, count: features)
    distances = [Double](repeating: 0, count: groups.count)
    squares = distances
    for feature in 0..<features { average(feature, of: samples) }
    for start in stride(from: 0, to: samples.count, by: Self.block) {
      spread(of: samples, over: start..<min(samples.count, start + Self.block))
    }
  }

  /// Samples whose distances are summed up at once.
  private static let block = 2048

  /// The centroid of one group.
  func centroid(_ group: Int) -> ArraySlice<Double> {
    centroids[group * features..<(group + 1) * features]
  }

  private mutating func average(_ feature: Int, of samples: PlanarMatrix) {
    var sums = [Double](repeating: 0, count: groups.count)
    for (value, group) in zip(samples.row(feature), groups.groups) where group >= 0 {
      sums[group] += Double(value)
    }
    centre[feature] = sums.reduce(0, +) / Double(max(1, groups.members))
    for (group, sum) in sums.enumerated() {
      centroids[group * features + feature] = sum / Double(groups.sizes[group])
    }
  }

  private mutating func spread(of samples: PlanarMatrix, over block: Range<Int>) {
    var squared = [Double](repeating: 0, count: block.count)
    for feature in 0..<features {
      let row = samples.row(feature)
      for sample in block where groups.groups[sample] >= 0 {
        let mean = centroids[groups.groups[sample] * features + feature]
        let difference = Double(row[row.startIndex + sample]) - mean
        squared[sample - block.lowerBound] += difference * difference
      }
    }
    for sample in block where groups.groups[sample] >= 0 {
      let square = squared[sample - block.lowerBound]
      squares[groups.groups[sample]] += square
      distances[groups.groups[sample]] += square.squareRoot()
    }
  }
}

/// |a - b|² of two vectors of the same length.
func squaredDistance(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
  zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
}
