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

  /// - Parameter paths: one for each format.
  func write(to paths: [String], _ context: FitContext) throws {
    let writer = try CatalogueWriter(paths, columns: columns(), name: "SOURCES", sky: sky)
    for first in stride(from: 0, to: objects.count, by: Self.rowsAtOnce) {
      try context.checkpoint()
      context.progress("catalogue", Double(first) / Double(max(1, objects.count)))
      try writer.write(
        (first..<min(objects.count, first + Self.rowsAtOnce)).map { try row($0) })
    }
    try writer.finish()
  }

  // MARK: columns

  private func columns() throws -> [CatalogueColumn] {
    identity + votes.columns + (try morphologyColumns()) + [
      .cutoutFlags(CutoutFlags.meanings),
      .problem(width: CatalogueColumn.width(of: problems.values)),
    ]
  }

  /// Reasons are as wide as the longest that there are.
  private func morphologyColumns() throws -> [CatalogueColumn] {
    guard let scratch else { return [] }
    var widest = SurveyCatalogueColumns.notMeasured.count
    for row in 0..<scratch.count {
      guard let measured = try scratch.row(row) else { continue }
      widest = max(widest, Self.text(measured.reasons).count)
    }
    return SurveyCatalogueColumns.morphology(reasonsWidth: widest)
  }

  private static func text(_ reasons: [QualityReason]) -> String {
    reasons.map(\.rawValue).joined(separator: "; ")
  }

  private var hasSky: Bool { sky != nil }
  private var hasPlaces: Bool { objects.places.contains { $0 != nil } }

  private var identity: [CatalogueColumn] {
    var out = [CatalogueColumn.identifier(width: CatalogueColumn.width(of: objects.ids))]
    if hasSky {
      out += [
        CatalogueColumn(
          "ra", .double, unit: "deg", ucd: "pos.eq.ra;meta.main", decimals: 9, "right ascension"),
        CatalogueColumn(
          "dec", .double, unit: "deg", ucd: "pos.eq.dec;meta.main", decimals: 9, "declination"),
      ]
    }
    if hasPlaces {
      out += [
        CatalogueColumn(
          "x", .double, unit: "pixel", ucd: "pos.cartesian.x;instr.det", decimals: 4,
          "column on the image, the first is 1"),
        CatalogueColumn(
          "y", .double, unit: "pixel", ucd: "pos.cartesian.y;instr.det", decimals: 4,
          "row on the image, the lowest is 1"),
      ]
    }
    return out
  }

  // MARK: rows

  private func row(_ index: Int) throws -> [CatalogueValue] {
    identity(index) + votes.values(of: grouped[index]) + (try morphology(index)) + [
      .integer(objects.flags[index].rawValue), .text(problems[index] ?? ""),
    ]
  }

  private func identity(_ index: Int) -> [CatalogueValue] {
    var out: [CatalogueValue] = [.text(objects.ids[index])]
    if hasSky {
      out += [CatalogueValue(objects.sky[index]?.ra), CatalogueValue(objects.sky[index]?.dec)]
    }
    if hasPlaces {
      out += [CatalogueValue(objects.places[index]?.x), CatalogueValue(objects.places[index]?.y)]
    }
    return out
  }

  private func morphology(_ index: Int) throws -> [CatalogueValue] {
    guard let scratch else { return [] }
    guard let row = try scratch.row(index) else {
      return [.integer(4), .integer(4), .text(SurveyCatalogueColumns.notMeasured)]
        + SurveyCatalogueColumns.measured.map { _ in .none }
    }
    return [
      .integer(row.flag), .integer(row.sersicFlag),
      .text(Self.text(row.reasons)),
    ] + SurveyCatalogueColumns.measured.map { CatalogueValue(row[$0.name]) }
  }
}
