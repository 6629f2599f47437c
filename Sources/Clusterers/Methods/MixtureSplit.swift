import Foundation
import Kernels

/// One component of a mixture as two: fitted to its share of the samples alone.
struct MixtureSplit {
  private static let iterations = 6
  /// Samples that belong less to the component are left out.
  private static let leastShare: Float = 0.05

  let em: MixtureEM
  let cluster: Int
  let moments: MixtureMoments
  /// Responsibilities [component][sample].
  let shares: PlanarMatrix

  struct Halves: Sendable {
    var cluster: Int
    /// Of the two halves.
    var moments: MixtureMoments
    /// About what the mean log likelihood of all samples gains.
    var gain: Double
  }

  /// The most likely of several ways to split; nothing where a component has
  /// too few samples.
  func best() throws -> Halves? {
    let row = shares.row(cluster)
    let members = row.indices.filter { row[$0] > Self.leastShare }.map { $0 - row.startIndex }
    guard members.count > 4 * (em.x.features + 1) else { return nil }
    let weights = members.map { row[row.startIndex + $0] }
    let samples = em.x.gathering(members)
    let one = em.like(on: samples, weights: weights, clusters: 1)
    let two = em.like(on: samples, weights: weights, clusters: 2)
    let alone = try one.maximise(
      from: one.outcome(from: one.moments(of: [Int32](repeating: 0, count: members.count))),
      iterations: em.settings.density == .gaussian ? 1 : 4, tolerance: 0
    ).evidence
    var best: Halves?
    for sides in sides(of: samples) {
      let attempt = try two.maximise(
        from: two.outcome(from: two.moments(of: sides)), iterations: Self.iterations, tolerance: 0)
      let halves = try two.expectation(attempt.mixture)
      let gain = (halves.evidence - alone) * one.step.samples / em.step.samples
      if gain > best?.gain ?? -.infinity {
        best = Halves(cluster: cluster, moments: halves, gain: gain)
      }
    }
    return best
  }

  /// On which side of each cut the samples are: of planes across the longest two
  /// axes and, where features are few, of the ellipsoid that holds half of them.
  private func sides(of samples: PlanarMatrix) -> [[Int32]] {
    let mean = em.step.mean(of: cluster, moments)
    let covariance = em.step.covariance(of: cluster, moments)
    guard let (_, vectors) = covariance.eigen() else { return [] }
    let codes = (0..<samples.count).map { index in
      mean.indices.map { Double(samples[$0, index]) - mean[$0] }
    }
    let axes = vectors.prefix(2).map { axis in
      codes.map { code -> Int32 in
        zip(code, axis).reduce(0) { $0 + $1.0 * $1.1 } > 0 ? 1 : 0
      }
    }
    guard mean.count < Planar.wide, let factor = covariance.inverseFactor() else { return axes }
    let component = MixtureComponent(
      mean: [Double](repeating: 0, count: mean.count), inverse: factor.inverse,
      logDeterminant: factor.logDeterminant)
    let squares = codes.map(component.square)
    let middle = squares.sorted()[squares.count / 2]
    return axes + [squares.map { $0 > middle ? 1 : 0 }]
  }
}
