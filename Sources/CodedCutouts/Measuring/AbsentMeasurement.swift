import Morphology

/// What statmorph writes into a table where a measurement has no value.
package enum AbsentMeasurement {
  package static let value = -99.0

  private static let names = Set(SourceMorphology.names)

  /// Whether a column of a table has the name of one of statmorph's measurements, of which none can
  /// be -99.
  package static func isMeasurement(_ column: String) -> Bool {
    names.contains(column.lowercased())
  }
}
