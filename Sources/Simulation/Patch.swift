/// A rectangle of sample positions on the ground. Scene coordinates `u` (east)
/// and `v` (south) are fractions of the longer side, so the same geology is
/// drawn at any size.
struct Patch: Hashable {
  /// Index of the first sample across and down; may lie outside the scene.
  var column: Int
  var row: Int
  var width: Int
  var height: Int
  /// Distance of two samples in scene units.
  var step: Double

  /// Position of the centre of sample `x`.
  func u(_ x: Int) -> Double { (Double(column + x) + 0.5) * step }
  func v(_ y: Int) -> Double { (Double(row + y) + 0.5) * step }

  func shifted(columns: Int, rows: Int) -> Patch {
    Patch(column: column + columns, row: row + rows, width: width, height: height, step: step)
  }
}
