import Morphology
import Surveys

/// The measurements of a source as columns of a catalogue: statmorph's names,
/// no value for its -99.
enum MorphologyColumns {
  /// Every column, in the order of the tables.
  static var all: [DeclaredColumn<SourceMorphology>] {
    [
      flag, sersicFlag,
    ] + SourceMeasure.all.enumerated().map { column($1, at: $0) } + [
      reasons
    ]
  }

  private static func column(
    _ measure: SourceMeasure, at place: Int
  ) -> DeclaredColumn<SourceMorphology> {
    let words = MeasureWords.own[measure.name] ?? (measure.ucd, measure.meaning)
    return DeclaredColumn(
      CatalogueColumn(measure.name, .double, unit: measure.unit, ucd: words.ucd, words.meaning)
    ) { $0.values[place] == -99 ? .none : .real($0.values[place]) }
  }

  static func label(_ labels: SegmentLabels) -> DeclaredColumn<SourceMorphology> {
    DeclaredColumn(
      CatalogueColumn(
        "label", labels.areLarge ? .int64 : .int32, ucd: "meta.id;meta.main",
        "label of the segment")
    ) { .integer(Int(labels.label($0.label))) }
  }

  private static var flag: DeclaredColumn<SourceMorphology> {
    DeclaredColumn(
      CatalogueColumn(
        "flag", .int32, ucd: "meta.code.qual",
        "quality: 0 good, 1 suspect, 2 bad, 4 nothing measured")
    ) { .integer($0.flag.rawValue) }
  }

  private static var sersicFlag: DeclaredColumn<SourceMorphology> {
    DeclaredColumn(
      CatalogueColumn(
        "flag_sersic", .int32, ucd: "meta.code.qual",
        "fit: 0 good, 1 at a bound, 2 not converged, 4 none")
    ) { .integer($0.sersicFlag) }
  }

  private static var reasons: DeclaredColumn<SourceMorphology> {
    DeclaredColumn(
      CatalogueColumn(
        "reasons", .string(width: SourceMorphology.longestReasonText), ucd: "meta.note",
        "why flag is not 0")
    ) { .text($0.reasonText) }
  }
}
