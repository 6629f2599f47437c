package import Kernels
import Rasters

/// Ward's hierarchy of the samples themselves, cut into groups. A sample that
/// it has not seen joins the group whose sum of squares it raises least,
/// Ward's own criterion: n / (n + 1) |x - c|² for a group of n samples about c.
package struct WardOfSamples: Sendable {
  private let width: Int
  /// [group][feature].
  private let centres: [Double]
  private let counts: [Double]

  package static func fit(
    _ codes: PlanarMatrix, groups: Int, context: FitContext
  ) throws -> VotingMember {
    try DistinctSamples.require(groups, in: codes)
    let labels = try labels(codes, groups: groups, context: context)
    let rule = WardOfSamples(codes, labels: labels, groups: groups)
    return VotingMember(
      name: WardClusterer.method.name, labels: labels,
      assign: { codes, workers in try rule.labels(of: codes, workers: workers) })
  }

  /// Equal samples are one point of their number's weight: their merges come
  /// first in any hierarchy, at height 0.
  private static func labels(
    _ codes: PlanarMatrix, groups: Int, context: FitContext
  ) throws -> [Int32] {
    var points: [[Float]: Int] = [:]
    var centres: [Double] = []
    var weights: [Double] = []
    let owner = try (0..<codes.count).map { index -> Int in
      let sample = codes.sample(index)
      guard sample.allSatisfy(\.isFinite) else {
        throw Failure("ward: the codes hold values that are not finite")
      }
      if let point = points[sample] {
        weights[point] += 1
        return point
      }
      points[sample] = weights.count
      centres += sample.map(Double.init)
      weights.append(1)
      return weights.count - 1
    }
    let tree = try WardRounds.tree(
      centres: centres, width: codes.features, weights: weights, context: context)
    let groupOfPoint = tree.groups(groups)
    return owner.map { Int32(groupOfPoint[$0]) }
  }

  private init(_ codes: PlanarMatrix, labels: [Int32], groups: Int) {
    width = codes.features
    var counts = [Double](repeating: 0, count: groups)
    for label in labels { counts[Int(label)] += 1 }
    var centres = [Double](repeating: 0, count: groups * codes.features)
    for feature in 0..<codes.features {
      for (label, value) in zip(labels, codes.row(feature)) {
        centres[Int(label) * codes.features + feature] += Double(value)
      }
    }
    for index in centres.indices { centres[index] /= max(1, counts[index / codes.features]) }
    self.counts = counts
    self.centres = centres
  }

  private func labels(of codes: PlanarMatrix, workers: Workers) throws -> [Int32] {
    let block = 1024
    let parts = try workers.map((codes.count + block - 1) / block) { _, part in
      (part * block..<min(codes.count, (part + 1) * block)).map { label(codes.sample($0)) }
    }
    return Array(parts.joined())
  }

  private func label(_ sample: [Float]) -> Int32 {
    var (best, least) = (0, Double.infinity)
    for group in counts.indices {
      var square = 0.0
      for (index, value) in sample.enumerated() {
        let step = Double(value) - centres[group * width + index]
        square += step * step
      }
      let cost = counts[group] / (counts[group] + 1) * square
      if cost < least { (best, least) = (group, cost) }
    }
    return Int32(best)
  }
}
