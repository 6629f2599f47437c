import Clusterers
import Fitting
import Foundation
import Kernels
import Rasters

/// Gaussians of labelled classes, in Double, on centred codes.
struct ClassGaussians: Sendable {
  struct Component: Sendable {
    /// Share of its class.
    var weight: Double
    var mean: [Double]
    var covariance: SymmetricMatrix
  }

  /// How classes are fitted.
  struct Shape: Sendable, Equatable {
    /// What the pooled covariance of all classes is worth beside those of the components, in
    /// average classes.
    var shrinkage: Double
    /// Gaussians of every class.
    var components: [Int]
  }

  var classes: [[Component]]

  /// - Parameters:
  ///   - ridge: added to every variance.
  ///   - background: the covariance of all codes within clusters of the scene, which stands in
  ///     for classes of which too few samples are known to say how they spread.
  static func fit(
    _ known: KnownSamples, _ shape: Shape, ridge: Double, background: SymmetricMatrix? = nil,
    context: FitContext
  ) throws -> ClassGaussians {
    let members = known.members
    let d = known.codes.features
    let own = try context.workers.map(members.count) { _, label in
      let codes = known.codes.gathering(members[label])
      return try ClassComponents(
        codes, count: shape.components[label], ridge: ridge, seed: context.seed
      ).found()
    }
    var pool = pooled(own, counts: members.map(\.count), order: d, ridge: ridge)
    if let background { pool = pool.drawn(to: background, known: known.count) }
    // Beside the average class one sample a dimension, so that a class of few is well formed.
    let prior = shape.shrinkage * Double(known.count) / Double(max(1, members.count)) + Double(d)
    let classes = zip(own, members).map { components, members in
      components.map { component in
        let weight = component.weight * Double(members.count)
        let share = prior / (prior + weight)
        var out = component
        for index in out.covariance.values.indices {
          out.covariance.values[index] +=
            share * (pool.values[index] - out.covariance.values[index])
        }
        return out
      }
    }
    return ClassGaussians(classes: classes)
  }

  /// The covariance of samples about the means of their classes.
  private static func pooled(
    _ own: [[Component]], counts: [Int], order: Int, ridge: Double
  ) -> SymmetricMatrix {
    var out = SymmetricMatrix(order: order)
    let total = Double(max(1, counts.reduce(0, +)))
    for (components, count) in zip(own, counts) {
      let mean = (0..<order).map { row in
        components.reduce(0.0) { $0 + $1.weight * $1.mean[row] }
      }
      for component in components {
        let share = component.weight * Double(count) / total
        let step = zip(component.mean, mean).map { $0 - $1 }
        for row in 0..<order {
          for column in 0..<order {
            out[row, column] +=
              share * (component.covariance[row, column] + step[row] * step[column])
          }
        }
      }
    }
    for index in 0..<order { out[index, index] += ridge }
    return out
  }

  /// What is added to every variance: a small share of the mean variance of the codes.
  static func ridge(of codes: PlanarMatrix) -> Double {
    let scatter = Covariance.scatter(of: codes, about: Covariance.means(of: codes))
    let variance = scatter.trace / Double(max(1, codes.count * codes.features))
    return 1e-6 * max(variance, 1e-6)
  }

  /// The step that assigns codes, of which `mean` has been taken away here.
  func step(mean: [Float], ridge: Double) throws -> ClassMixture {
    var factors: [Float] = []
    var offsets: [Float] = []
    var constants: [Float] = []
    for component in classes.joined() {
      let form = try GaussianForm(component.mean, component.covariance, ridge: ridge)
      factors += form.factor.map(Float.init)
      offsets += form.offset.map(Float.init)
      constants.append(Float(form.constant + log(max(component.weight, 1e-300))))
    }
    return ClassMixture(
      mean: mean, factors: factors, offsets: offsets, constants: constants,
      sizes: classes.map(\.count))
  }
}

extension SymmetricMatrix {
  /// The covariance of `known` samples drawn towards another one, which counts as two samples a
  /// dimension.
  fileprivate func drawn(to other: SymmetricMatrix, known: Int) -> SymmetricMatrix {
    let prior = Double(2 * order)
    let share = prior / (prior + Double(known))
    return SymmetricMatrix(
      order: order, values: zip(values, other.values).map { $0 + share * ($1 - $0) })
  }
}

/// A Gaussian as densities are computed of it.
struct GaussianForm: Sendable {
  /// The inverse Cholesky factor of the covariance [d][d], lower.
  let factor: [Double]
  /// Factor times mean.
  let offset: [Double]
  /// - log |2 pi S| / 2.
  let constant: Double

  /// A covariance that rounding has made indefinite gets a larger ridge.
  init(_ mean: [Double], _ covariance: SymmetricMatrix, ridge: Double) throws {
    let d = covariance.order
    var matrix = covariance
    var extra = max(ridge, 1e-300)
    for _ in 0..<60 {
      if let lower = matrix.cholesky() {
        let inverse = inverseOfLower(lower, order: d)
        factor = inverse
        offset = (0..<d).map { row in
          (0...row).reduce(0.0) { $0 + inverse[row * d + $1] * mean[$1] }
        }
        constant =
          -0.5 * Double(d) * log(2 * .pi)
          - (0..<d).reduce(0.0) { $0 + log(lower[$1 * d + $1]) }
        return
      }
      for index in 0..<d { matrix[index, index] += extra }
      extra *= 4
    }
    throw Failure("the covariance of a known unit cannot be factored (values not finite?)")
  }
}
