package import Kernels

/// What a method is fitted on: pixels spread over the scene, in the order of
/// their positions.
package struct Samples: Sendable {
  /// [features][samples].
  package var values: PlanarMatrix

  /// Pixel minus its right neighbour and pixel minus its lower neighbour,
  /// for those samples whose neighbour is valid: what noise is estimated
  /// from. Nil where samples have no neighbours (cutouts).
  package var differences: PlanarMatrix?

  /// The sample that each difference belongs to.
  package var differenceOwners: [Int]?

  /// The covariance of the noise where it is known already, in place of
  /// differences.
  package var noise: SymmetricMatrix?

  package init(
    values: PlanarMatrix, differences: PlanarMatrix? = nil, differenceOwners: [Int]? = nil,
    noise: SymmetricMatrix? = nil
  ) {
    self.values = values
    self.differences = differences
    self.differenceOwners = differenceOwners
    self.noise = noise
  }

  /// The covariance of noise that differences show: the variance of a
  /// difference of two pixels is twice that of the noise. Nil where there are
  /// too few of them.
  package static func noise(of differences: PlanarMatrix) -> SymmetricMatrix? {
    guard differences.count > differences.features else { return nil }
    let zero = [Double](repeating: 0, count: differences.features)
    let scatter = Covariance.scatter(of: differences, about: zero)
    let share = 0.5 / Double(differences.count)
    return SymmetricMatrix(order: scatter.order, values: scatter.values.map { $0 * share })
  }

  package var count: Int { values.count }
  package var features: Int { values.features }
}
