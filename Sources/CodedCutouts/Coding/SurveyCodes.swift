package import Fitting
package import Kernels

/// The codes of all objects that can be shown.
package struct SurveyCodes {
  /// Rows that have a code, ascending.
  package let rows: [Int]
  /// [code unit][row of `rows`].
  package let codes: PlanarMatrix
  /// What went wrong with the others, by row.
  package let problems: [Int: String]
  /// How many files could not be read, with the reason of one.
  package let notes: [String]

  /// - Parameter known: codes of rows that have been encoded before.
  package init(
    _ source: any CutoutSource, coder: CutoutCoder, known: [Int: [Float]] = [:],
    context: FitContext
  ) throws {
    let count = source.objects.count
    let length = coder.codeLength
    var values = [Float](repeating: .nan, count: count * length)
    var problems: [Int: String] = [:]
    var unreadable = 0
    var example: (row: Int, reason: String)?
    for (row, code) in known {
      values.replaceSubrange(row * length..<(row + 1) * length, with: code)
    }
    let others = (0..<count).filter { known[$0] == nil }
    try source.forEach(others, stage: "encode", context) { readings in
      let codes = try coder.codes(readings, context)
      for (reading, (row, code)) in zip(readings, codes) {
        guard let code else {
          problems[row] = reading.problem ?? "no code"
          guard let reason = reading.reason else { continue }
          unreadable += 1
          if row < example?.row ?? .max { example = (row, reason) }
          continue
        }
        values.replaceSubrange(row * length..<(row + 1) * length, with: code)
      }
    }
    rows = (0..<count).filter { problems[$0] == nil }
    self.problems = problems
    notes = example.map { [Self.note(unreadable, of: count, first: $0.reason)] } ?? []
    var matrix = PlanarMatrix(features: length, count: rows.count)
    for (place, row) in rows.enumerated() {
      for unit in 0..<length { matrix[unit, place] = values[row * length + unit] }
    }
    codes = matrix
  }

  private static func note(_ unreadable: Int, of count: Int, first reason: String) -> String {
    unreadable == 1
      ? "1 of \(count) files cannot be read: \(reason)"
      : "\(unreadable) of \(count) files cannot be read; the first: \(reason)"
  }
}
