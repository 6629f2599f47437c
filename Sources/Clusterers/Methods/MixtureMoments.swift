import Foundation

/// Weighted sums of orders 0, 1 and 2 for every component of a mixture.
struct MixtureMoments: Sendable {
  /// Sums of responsibilities: how many samples a component has.
  var shares: [Double]
  /// Sums of responsibilities times the weights of the samples, which are 1 in
  /// Gaussians.
  var s0: [Double]
  var s1: [Double]
  /// Lower triangles; of labelled samples, both.
  var s2: [Double]
  /// Log likelihood of the samples.
  var evidence = 0.0

  init(clusters: Int, features: Int) {
    shares = [Double](repeating: 0, count: clusters)
    s0 = shares
    s1 = [Double](repeating: 0, count: clusters * features)
    s2 = [Double](repeating: 0, count: clusters * features * features)
  }

  /// The other may have the first components only.
  mutating func add(_ other: MixtureMoments) {
    for index in other.shares.indices { shares[index] += other.shares[index] }
    for index in other.s0.indices { s0[index] += other.s0[index] }
    for index in other.s1.indices { s1[index] += other.s1[index] }
    for index in other.s2.indices { s2[index] += other.s2[index] }
    evidence += other.evidence
  }

  /// Log likelihood of the samples of one component under a Gaussian.
  func likelihood(of cluster: Int, under component: MixtureComponent) -> Double {
    guard cluster < s0.count else { return 0 }
    let (mean, inverse) = (component.mean, component.inverse)
    let d = mean.count
    var squares = 0.0
    for row in 0..<d {
      for i in 0...row {
        for j in 0...row {
          let about =
            s2[(cluster * d + i) * d + j] - s1[cluster * d + i] * mean[j]
            - s1[cluster * d + j] * mean[i] + s0[cluster] * mean[i] * mean[j]
          squares += inverse[row * d + i] * inverse[row * d + j] * about
        }
      }
    }
    return -0.5
      * (squares + s0[cluster] * (Double(d) * log(2 * .pi) + component.logDeterminant))
  }
}

/// One component of a mixture in Double.
struct MixtureComponent: Sendable {
  var mean: [Double]
  /// Inverse Cholesky factor of the covariance, lower.
  var inverse: [Double]
  var logDeterminant: Double

  /// Squared Mahalanobis distance of a code.
  func square(_ code: [Double]) -> Double {
    let d = mean.count
    return (0..<d).reduce(0.0) { sum, row in
      let step = (0...row).reduce(0.0) {
        $0 + inverse[row * d + $1] * (code[$1] - mean[$1])
      }
      return sum + step * step
    }
  }
}

extension MixtureMoments {
  private func slots(_ cluster: Int, of values: [Double]) -> Range<Int> {
    let width = values.count / max(1, shares.count)
    return cluster * width..<(cluster + 1) * width
  }

  /// A component's sums added to another's.
  mutating func merge(_ freed: Int, into kept: Int) {
    for path in [\MixtureMoments.shares, \.s0, \.s1, \.s2] {
      let from = slots(freed, of: self[keyPath: path])
      let to = slots(kept, of: self[keyPath: path])
      for (source, target) in zip(from, to) {
        self[keyPath: path][target] += self[keyPath: path][source]
      }
    }
  }

  /// A component's sums replaced by those of another mixture's.
  mutating func replace(_ cluster: Int, by source: Int, of other: MixtureMoments) {
    for path in [\MixtureMoments.shares, \.s0, \.s1, \.s2] {
      let from = other.slots(source, of: other[keyPath: path])
      let to = slots(cluster, of: self[keyPath: path])
      self[keyPath: path].replaceSubrange(to, with: other[keyPath: path][from])
    }
  }
}
