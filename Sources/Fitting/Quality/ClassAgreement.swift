/// How one class of the reference fares on the map (Congalton, "A review of
/// assessing the accuracy of classifications of remotely sensed data",
/// Remote Sensing of Environment 37, 1991).
package struct ClassAgreement: Codable, Sendable, Equatable {
  package var reference: LabelCategory
  /// The unit matched to it; nil where there is none.
  package var unit: LabelCategory?
  /// Its pixels that have a unit.
  package var mapped: Int
  /// Its pixels that have none; in no accuracy below.
  package var unmapped: Int
  /// Share of the class's mapped pixels that are in its unit (recall): 1
  /// minus the error of omission. Nil where none is mapped.
  package var producersAccuracy: Double?
  /// Share of the unit's pixels that are of the class (precision): 1 minus
  /// the error of commission. Nil where no unit is matched.
  package var usersAccuracy: Double?
  /// The harmonic mean of both; 0 without unit, nil where neither is known.
  package var f1: Double?
}

extension ConfusionMatrix {
  /// One line for every class, given the column matched to each row.
  func classAgreements(_ columns: [Int?]) -> [ClassAgreement] {
    let unitTotals = unitTotals
    let classTotals = classTotals
    return classes.indices.map { column in
      let row = columns.firstIndex(of: column)
      let hits = row.map { counts[$0][column] } ?? 0
      let inUnit = row.map { unitTotals[$0] } ?? 0
      let inClass = classTotals[column]
      return ClassAgreement(
        reference: classes[column], unit: row.map { units[$0] }, mapped: inClass,
        unmapped: unmappedByClass[column], producersAccuracy: ratio(hits, inClass),
        usersAccuracy: ratio(hits, inUnit),
        f1: ratio(Double(2 * Double(hits)), Double(inUnit) + Double(inClass)))
    }
  }
}

/// a / b; nil where b = 0.
func ratio(_ a: Int, _ b: Int) -> Double? { ratio(Double(a), Double(b)) }

func ratio(_ a: Double, _ b: Double) -> Double? { b == 0 ? nil : a / b }
