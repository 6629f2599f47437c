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

  package init(
    values: PlanarMatrix, differences: PlanarMatrix? = nil, differenceOwners: [Int]? = nil
  ) {
    self.values = values
    self.differences = differences
    self.differenceOwners = differenceOwners
  }

  package var count: Int { values.count }
  package var features: Int { values.features }
}
