/// How far labelings of the same samples agree with each other: the adjusted
/// Rand index over all pairs of them. 1 where they are the same partition;
/// about 0 where they have no more in common than chance.
package struct LabelStability {
  package let mean: Double
  /// Standard deviation over the pairs.
  package let deviation: Double

  /// Nil for fewer than two labelings. Labels are 0 ... 254.
  package init?(of labelings: [[Int32]]) throws {
    let pairs = labelings.indices.flatMap { a in
      labelings.indices.dropFirst(a + 1).map { (labelings[a], labelings[$0]) }
    }
    guard !pairs.isEmpty else { return nil }
    let values = try pairs.map { try Self.adjustedRand($0, $1) }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    self.mean = mean
  }

  private static func adjustedRand(_ a: [Int32], _ b: [Int32]) throws -> Double {
    var matrix = ConfusionMatrix()
    try matrix.add(units: a.map(value), classes: b.map(value))
    return matrix.adjustedRand
  }

  /// A confusion matrix keeps 0 for "no data".
  private static func value(_ label: Int32) -> UInt16 { UInt16(clamping: label + 1) }
}
