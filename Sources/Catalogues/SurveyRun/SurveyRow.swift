import Clusterers
import Surveys

/// What the columns of an object in a survey's catalogue are filled from.
struct SurveyRow {
  let id: String
  /// Nil where unknown.
  let sky: SkyPosition?
  let place: ImagePosition?
  /// What the vote made of it.
  let object: GroupedObject
  /// Nil where nothing was measured.
  let measured: MeasurementScratch.Row?
  /// The sum of the flags of its cutout.
  let flags: Int
  /// Why it has no code.
  let problem: String?
}

extension DeclaredColumn<SurveyRow> {
  static var imageColumn: DeclaredColumn {
    DeclaredColumn(
      CatalogueColumn(
        "x", .double, unit: "pixel", ucd: "pos.cartesian.x;instr.det", decimals: 4,
        "column on the image, the first is 1")
    ) { CatalogueValue($0.place?.x) }
  }

  static var imageRow: DeclaredColumn {
    DeclaredColumn(
      CatalogueColumn(
        "y", .double, unit: "pixel", ucd: "pos.cartesian.y;instr.det", decimals: 4,
        "row on the image, the lowest is 1")
    ) { CatalogueValue($0.place?.y) }
  }
}
