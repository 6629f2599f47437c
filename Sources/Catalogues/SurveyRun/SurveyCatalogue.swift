import Clusterers
import CodedCutouts
import Fitting
import Groups
import Morphology
import Rasters
import Surveys

/// The catalogue of a survey: one row per object in the order of the input,
/// whatever became of it.
struct SurveyCatalogue {
  let objects: SurveyObjects
  let grouped: [GroupedObject]
  let votes: VoteColumns
  let scratch: MeasurementScratch?
  let sky: CatalogueSky?
  /// What went wrong with objects that have no code, by row.
  let problems: [Int: String]

  private static let rowsAtOnce = 1024

  /// Every column, in the order of the tables.
  private func columns() throws -> [DeclaredColumn<SurveyRow>] {
    [.identifier(width: CatalogueColumn.width(of: objects.ids), \.id)]
      + (sky == nil ? [] : [.rightAscension(\.sky), .declination(\.sky)])
      + (objects.places.contains { $0 != nil } ? [.imageColumn, .imageRow] : [])
      + votes.all.map { $0.mapped(\.object) }
      + (try scratch.map { try SurveyRow.measurements($0) } ?? []) + [
        .cutoutFlags(\.flags),
        .problem(width: CatalogueColumn.width(of: problems.values), \.problem),
      ]
  }

  /// - Parameter paths: one for each format.
  func write(to paths: [String], _ context: FitContext) throws {
    let columns = try columns()
    let writer = try CatalogueWriter(
      paths, columns: columns.map(\.column), name: "SOURCES", sky: sky)
    for first in stride(from: 0, to: objects.count, by: Self.rowsAtOnce) {
      try context.checkpoint()
      context.progress("catalogue", Double(first) / Double(max(1, objects.count)))
      try writer.write(
        (first..<min(objects.count, first + Self.rowsAtOnce)).map { index in
          let row = try row(index)
          return columns.map { $0.value(row) }
        })
    }
    try writer.finish()
  }

  private func row(_ index: Int) throws -> SurveyRow {
    SurveyRow(
      id: objects.ids[index], sky: objects.sky[index], place: objects.places[index],
      object: grouped[index], measured: try scratch?.row(index),
      flags: objects.flags[index].rawValue, problem: problems[index])
  }
}
