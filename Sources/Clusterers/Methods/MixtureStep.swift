import Foundation
import Kernels
import Rasters

/// Maximisation: from moments to the most likely mixture.
struct MixtureStep: Sendable {
  let settings: MixtureSettings
  let features: Int
  /// Samples that have no label: their number, or the sum of their weights.
  let samples: Double
  let anchors: MixtureAnchors?

  private var clusters: Int { settings.clusters }

  /// Components that have labelled samples: the first ones.
  var labelled: Int { anchors?.moments.shares.count ?? 0 }

  /// A mixture, and what the labelled samples are to it.
  struct Outcome: Sendable {
    var mixture: MixtureClusterer
    var anchored: MixtureMoments?
    /// Log likelihood of the labelled samples, per sample without label.
    var pull: Double
  }

  /// The most likely mixture. `anchored` are the labelled samples' moments.
  func mixture(from assigned: MixtureMoments, anchored: MixtureMoments?) throws -> Outcome {
    var moments = assigned
    if let anchored { moments.add(anchored) }
    let matrices = shrunk((0..<clusters).map { covariance(of: $0, moments) }, moments.shares)
    let components = try (0..<clusters).map { cluster in
      let (inverse, logDeterminant) = try inverseFactor(matrices[cluster])
      return MixtureComponent(
        mean: mean(of: cluster, moments), inverse: inverse, logDeterminant: logDeterminant)
    }
    let seen = anchors?.seen(by: components)
    return Outcome(
      mixture: mixture(of: components, shares: assigned.shares), anchored: seen,
      pull: (seen?.evidence ?? 0) / samples)
  }

  private func mixture(of components: [MixtureComponent], shares: [Double]) -> MixtureClusterer {
    var factors: [Float] = []
    var offsets: [Float] = []
    var constants: [Float] = []
    for (component, share) in zip(components, shares) {
      factors += component.inverse.map(Float.init)
      offsets += (0..<features).map { row in
        Float(
          (0...row).reduce(0.0) {
            $0 + component.inverse[row * features + $1] * component.mean[$1]
          })
      }
      let weight = max(share, 1e-300) / samples
      constants.append(
        Float(
          log(weight)
            + settings.density.peak(
              features: features, logDeterminant: component.logDeterminant)))
    }
    return MixtureClusterer(
      settings.density, mean: [Float](repeating: 0, count: features), factors: factors,
      offsets: offsets, constants: constants)
  }

  func mean(of cluster: Int, _ moments: MixtureMoments) -> [Double] {
    let weight = max(moments.s0[cluster], 1e-12)
    return (0..<features).map { moments.s1[cluster * features + $0] / weight }
  }

  func covariance(of cluster: Int, _ moments: MixtureMoments) -> SymmetricMatrix {
    let d = features
    let weight = max(moments.s0[cluster], 1e-12)
    // Weighted squares are per sample, not per weight (Peel and McLachlan 2000, eq. 31).
    let scale = weight / max(moments.shares[cluster], 1e-12)
    let mean = mean(of: cluster, moments)
    var out = SymmetricMatrix(order: d)
    for row in 0..<d {
      for column in 0...row where settings.shape != .diagonal || row == column {
        let second = moments.s2[(cluster * d + row) * d + column] / weight
        out[row, column] = (second - mean[row] * mean[column]) * scale
      }
      out[row, row] = max(out[row, row], 0) + settings.ridge
    }
    out.mirrorLower()
    return out
  }

  /// Each covariance drawn towards the pooled one as if that had been seen
  /// on `shrinkage` n/k samples of its own (Friedman 1989, eq. 18, with the
  /// weight of the pool fixed), so that small components stay well formed.
  private func shrunk(_ own: [SymmetricMatrix], _ weights: [Double]) -> [SymmetricMatrix] {
    let shared = pooled(own, weights: weights)
    if settings.shape == .tied { return own.map { _ in shared } }
    let prior = settings.shrinkage * samples / Double(clusters)
    return zip(own, weights).map { matrix, weight in
      let share = prior / max(prior + weight, 1e-12)
      var out = matrix
      for index in out.values.indices {
        out.values[index] += share * (shared.values[index] - out.values[index])
      }
      return out
    }
  }

  private func pooled(_ covariances: [SymmetricMatrix], weights: [Double]) -> SymmetricMatrix {
    var out = SymmetricMatrix(order: features)
    let total = max(weights.reduce(0, +), 1e-12)
    for (covariance, weight) in zip(covariances, weights) {
      for index in out.values.indices {
        out.values[index] += covariance.values[index] * weight / total
      }
    }
    return out
  }

  /// L^-1 with L L^T = S, and log |S|. A covariance that rounding has made
  /// indefinite gets a larger ridge.
  private func inverseFactor(_ covariance: SymmetricMatrix) throws -> ([Double], Double) {
    let d = covariance.order
    var matrix = covariance
    var extra = settings.ridge
    for _ in 0..<40 {
      if let factored = factored(matrix) { return factored }
      for index in 0..<d { matrix[index, index] += extra }
      extra *= 4
    }
    throw Failure(
      "\(settings.density.method): a covariance cannot be factored (values not finite?)")
  }

  /// log |S| of a component as it is; of one that cannot be factored, that of
  /// the ridge.
  func logDeterminant(of cluster: Int, _ moments: MixtureMoments) -> Double {
    let matrix = covariance(of: cluster, moments)
    return factored(matrix)?.logDeterminant ?? Double(features) * log(settings.ridge)
  }

  private func factored(
    _ matrix: SymmetricMatrix
  ) -> (inverse: [Double], logDeterminant: Double)? {
    let d = matrix.order
    if d >= Planar.wide { return matrix.inverseFactor() }
    guard let factor = matrix.cholesky() else { return nil }
    let logDeterminant = (0..<d).reduce(0.0) { $0 + 2 * log(factor[$1 * d + $1]) }
    return (inverseOfLower(factor, order: d), logDeterminant)
  }
}
