import Kernels
import Rasters

/// Objects with their codes in memory. A row that lacks them has an identifier
/// only: it is listed and not grouped.
struct ObjectTable: ObjectWalk {
  var ids: [String]
  /// Rows that have codes, ascending.
  var valid: [Int]
  /// [code units][valid rows].
  var codes: PlanarMatrix
  /// What went wrong with other rows, by row.
  var problems: [Int: String]
  var cutoutFlags: [Int]?
  var notes: [String] = []

  init(ids: [String], valid: [Int], features: PlanarMatrix, problems: [Int: String]) {
    self.ids = ids
    self.valid = valid
    self.codes = features
    self.problems = problems
  }

  /// "c0", "c1", …
  var features: [String] { (0..<codes.features).map { "c\($0)" } }
  var hintColumns: [String] { [] }

  func forEach(
    _ checkpoint: () throws -> Void, _ body: (ObjectBlock) throws -> Void
  ) throws {
    let size = Self.blockSize(width: codes.features)
    var place = 0
    for start in stride(from: 0, to: ids.count, by: size) {
      try checkpoint()
      let part = start..<min(ids.count, start + size)
      var block = ObjectBlock(
        first: start, ids: Array(ids[part]), width: codes.features, values: [])
      for row in part {
        if place < valid.count, valid[place] == row {
          block.values += codes.sample(place)
          place += 1
        } else {
          block.values += [Float](repeating: .nan, count: codes.features)
          block.problems[row - start] = problems[row] ?? "missing value"
        }
      }
      try body(block)
    }
  }
}
