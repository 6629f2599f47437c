import Kernels
import Rasters

/// Objects with their features. A row that lacks a value has an identifier
/// and no features: it is listed and not grouped.
struct ObjectTable {
  var ids: [String]
  /// Rows that have features, ascending.
  var valid: [Int]
  /// [features][valid rows].
  var features: PlanarMatrix
  /// What went wrong with other rows, by row.
  var problems: [Int: String]

  /// From rows one after another [row][width] of `ids.count` rows; those with
  /// values that are not finite are left out.
  init(ids: [String], rows: [Float], width: Int, problem: String) {
    self.ids = ids
    valid = ids.indices.filter { row in
      rows[row * width..<(row + 1) * width].allSatisfy(\.isFinite)
    }
    var features = PlanarMatrix(features: width, count: valid.count)
    for (place, row) in valid.enumerated() {
      for feature in 0..<width { features[feature, place] = rows[row * width + feature] }
    }
    self.features = features
    let isValid = Set(valid)
    problems = Dictionary(
      uniqueKeysWithValues: ids.indices.filter { !isValid.contains($0) }.map { ($0, problem) })
  }

  init(ids: [String], valid: [Int], features: PlanarMatrix, problems: [Int: String]) {
    self.ids = ids
    self.valid = valid
    self.features = features
    self.problems = problems
  }
}
