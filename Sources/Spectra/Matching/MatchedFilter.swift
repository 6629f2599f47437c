import Foundation
package import Kernels

/// The filter that shows a spectrum best against the ground of a scene: 0 is the ground's mean, 1 the
/// spectrum itself (Harsanyi and Chang, IEEE TGRS 32, 779-785, 1994; Manolakis and Shaw, IEEE Signal
/// Processing Magazine 19, 29-43, 2002).
package struct MatchedFilter: Sendable {
  /// Weights of the bands, and what is added.
  package let weights: [Double]
  package let offset: Double

  /// The ground: its mean, and the factor of its covariance.
  package struct Ground: Sendable {
    package let mean: [Double]
    private let inverse: [Double]

    /// The covariance gets a millionth of its mean variance on its diagonal, so that bands which
    /// are copies of others do no harm. Nil where all bands are constant.
    package init?(_ samples: PlanarMatrix) {
      let centre = Covariance.means(of: samples)
      var covariance = Covariance.scatter(of: samples, about: centre)
      let order = covariance.order
      let share = 1 / Double(max(1, samples.count - 1))
      for index in covariance.values.indices { covariance.values[index] *= share }
      let ridge = 1e-6 * covariance.trace / Double(max(1, order))
      guard ridge > 0, ridge.isFinite else { return nil }
      for index in 0..<order { covariance[index, index] += ridge }
      guard let factor = covariance.inverseFactor() else { return nil }
      mean = centre
      inverse = factor.inverse
    }

    /// C⁻¹ d.
    func solved(_ d: [Double]) -> [Double] {
      let order = d.count
      let half = (0..<order).map { row in
        (0...row).reduce(0.0) { $0 + inverse[row * order + $1] * d[$1] }
      }
      return (0..<order).map { column in
        (column..<order).reduce(0.0) { $0 + inverse[$1 * order + column] * half[$1] }
      }
    }
  }

  /// Nil where the spectrum is the mean of the ground.
  package init?(_ target: [Double], on ground: Ground) {
    let d = zip(target, ground.mean).map { $0 - $1 }
    let solved = ground.solved(d)
    let length = zip(d, solved).reduce(0) { $0 + $1.0 * $1.1 }
    guard length > 0, length.isFinite else { return nil }
    weights = solved.map { $0 / length }
    offset = -zip(weights, ground.mean).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
