import Rasters

/// New values for the units of a map under which it agrees with a reference
/// on as many pixels as possible: the one-to-one matching of most common
/// pixels (``Hungarian``). A unit and a class that share no pixel are never
/// matched.
package struct LabelMatching: Sendable, Equatable {
  /// A unit and the class whose value it takes.
  package struct Pair: Codable, Sendable, Equatable {
    package var unit: LabelCategory
    package var reference: LabelCategory
    /// Pixels that they share.
    package var pixels: Int
  }

  /// Matched units in the order of their own values.
  package let pairs: [Pair]
  package let unmatchedUnits: [LabelCategory]
  package let unmatchedClasses: [LabelCategory]
  /// The new value of every unit, by its old one: that of its class, or a
  /// number after the reference's highest value for units without partner,
  /// in the order of their old values.
  package let newValues: [Int: Int]

  /// Values of a map are 16 bits wide.
  private static let highestValue = Int(UInt16.max)

  /// Throws where numbers after the reference's highest would not fit a map.
  package init(_ matrix: ConfusionMatrix) throws {
    let columns = matrix.matchedColumns
    pairs = matrix.pairs(columns)
    unmatchedUnits = zip(matrix.units, columns).filter { $0.1 == nil }.map(\.0)
    let taken = Set(columns.compactMap { $0 })
    unmatchedClasses = matrix.classes.indices.filter { !taken.contains($0) }
      .map { matrix.classes[$0] }
    let last = max(0, matrix.classes.last?.value ?? 0)
    guard last <= Self.highestValue - unmatchedUnits.count else {
      throw Failure(
        "units that match no class (\(unmatchedUnits.count)) cannot be numbered after the "
          + "reference's highest value \(last): a map's values end at \(Self.highestValue); "
          + "give the reference smaller values")
    }
    var values: [Int: Int] = [:]
    for pair in pairs { values[pair.unit.value] = pair.reference.value }
    for (index, unit) in unmatchedUnits.enumerated() { values[unit.value] = last + 1 + index }
    newValues = values
  }

  /// The new value of a unit; 0 stays 0, and a value that the matrix does
  /// not know stays nil.
  package func newValue(of unit: Int) -> Int? { unit == 0 ? 0 : newValues[unit] }
}

extension ConfusionMatrix {
  /// The column matched to each row; nil for units without partner.
  var matchedColumns: [Int?] {
    let best = Hungarian.maximum(rows: units.count, columns: classes.count) { counts[$0][$1] }
    return zip(counts, best).map { row, column in column.flatMap { row[$0] > 0 ? $0 : nil } }
  }

  fileprivate func pairs(_ columns: [Int?]) -> [LabelMatching.Pair] {
    columns.enumerated().compactMap { row, column in
      column.map { .init(unit: units[row], reference: classes[$0], pixels: counts[row][$0]) }
    }
  }
}
