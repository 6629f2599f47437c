import Morphology
import Surveys

/// The columns of measurements: every measure that is not about its own stamp.
extension SurveyRow {
  private static let notMeasured = "no cutout"
  private static let notMeasuredFlag = 4

  static func measurements(_ scratch: MeasurementScratch) throws -> [DeclaredColumn<SurveyRow>] {
    [
      flag, sersicFlag, reasons(width: try widestReasons(scratch)),
    ] + SourceMeasure.all.filter { !$0.isOfStamp }.map(column)
  }

  private static func column(_ measure: SourceMeasure) -> DeclaredColumn<SurveyRow> {
    DeclaredColumn(
      CatalogueColumn(
        measure.name, .double, unit: measure.unit, ucd: measure.ucd, measure.meaning)
    ) { CatalogueValue($0.measured?[measure.name]) }
  }

  private static var flag: DeclaredColumn<SurveyRow> {
    DeclaredColumn(
      CatalogueColumn(
        "flag", .int32, ucd: "meta.code.qual", "0 good, 1 suspect, 2 bad, 4 not measured")
    ) { .integer($0.measured?.flag ?? notMeasuredFlag) }
  }

  private static var sersicFlag: DeclaredColumn<SurveyRow> {
    DeclaredColumn(
      CatalogueColumn(
        "flag_sersic", .int32, ucd: "meta.code.qual",
        "0 fitted, 1 at a bound, 2 not converged, 4 not fitted")
    ) { .integer($0.measured?.sersicFlag ?? notMeasuredFlag) }
  }

  private static func reasons(width: Int) -> DeclaredColumn<SurveyRow> {
    DeclaredColumn(
      CatalogueColumn(
        "reasons", .string(width: width), ucd: "meta.note", "why the measurement is flagged")
    ) { .text($0.measured.map(text) ?? notMeasured) }
  }

  /// Reasons are as wide as the longest that there are.
  private static func widestReasons(_ scratch: MeasurementScratch) throws -> Int {
    var widest = notMeasured.count
    for row in 0..<scratch.count {
      guard let measured = try scratch.row(row) else { continue }
      widest = max(widest, text(measured).count)
    }
    return widest
  }

  private static func text(_ measured: MeasurementScratch.Row) -> String {
    measured.reasons.map(\.rawValue).joined(separator: "; ")
  }
}
