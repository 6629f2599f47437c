/// Planes of consecutive full rows in memory that somebody else owns, with
/// which of their pixels count. Workers may share one as long as each writes
/// to its own rows.
package struct PlanarRows: @unchecked Sendable {
  package let values: UnsafeMutablePointer<Float>
  /// 1 where the pixel counts; the values of others are 0.
  package let valid: UnsafeMutablePointer<UInt8>
  /// Floats from plane to plane.
  package let planeStride: Int
  package let width: Int
  /// The rows that the planes hold.
  package let rows: Range<Int>

  package init(
    values: UnsafeMutablePointer<Float>, valid: UnsafeMutablePointer<UInt8>, planeStride: Int,
    width: Int, rows: Range<Int>
  ) {
    self.values = values
    self.valid = valid
    self.planeStride = planeStride
    self.width = width
    self.rows = rows
  }

  func plane(_ index: Int) -> UnsafeMutablePointer<Float> { values + index * planeStride }

  /// Where a row begins in every plane.
  func start(ofRow row: Int) -> Int { (row - rows.lowerBound) * width }
}
