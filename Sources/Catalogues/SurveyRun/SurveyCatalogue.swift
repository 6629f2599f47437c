import CodedCutouts
import Groups
import Learning
import Morphology
import Rasters
import Surveys

/// The catalogue of a survey: one row per object in the order of the input,
/// whatever became of it.
struct SurveyCatalogue {
  let objects: SurveyObjects
  let grouped: [GroupedObject]
  let members: [String]
  /// Names of groups, by their number.
  let classes: [Int: String]
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
    identity + votes + (try morphologyColumns()) + [
      CatalogueColumn(
        "cutout_flags", .int32, ucd: "meta.code.qual",
        "sum of " + CutoutFlags.meanings.joined(separator: ", ")),
      CatalogueColumn(
        "problem", .string(width: CatalogueColumn.width(of: problems.values)), ucd: "meta.note",
        "why the object has no code"),
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
    var out = [
      CatalogueColumn(
        "id", .string(width: CatalogueColumn.width(of: objects.ids)), ucd: "meta.id;meta.main",
        "identifier as it was given")
    ]
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

  private var votes: [CatalogueColumn] {
    [
      CatalogueColumn(
        "group", .int32, ucd: "meta.id.part;src.class", null: 0, "group; none is null"),
      CatalogueColumn(
        "class", .string(width: CatalogueColumn.width(of: classes.values)), ucd: "src.class",
        "name of the group"),
      CatalogueColumn(
        "status", .string(width: 9), ucd: "meta.code.status",
        "voted, completed, rejected or invalid"),
    ]
      + GroupCatalogue.voteColumns(members).map {
        CatalogueColumn($0, .int32, ucd: "src.class", null: 0, "the group that this member names")
      } + [
        CatalogueColumn(
          "agreement", .float, ucd: "stat.fit.goodness", "share of the members that name the group"),
        CatalogueColumn(
          "completed", .boolean, ucd: "meta.code", "the group is not voted but filled in"),
        CatalogueColumn(
          "confidence", .float, ucd: "stat.probability",
          "probability that a completed object's group is right"),
        CatalogueColumn(
          "distance", .float, ucd: "stat.distance", "from the mean code of the group"),
      ]
  }

  // MARK: rows

  private func row(_ index: Int) throws -> [CatalogueValue] {
    identity(index) + votes(index) + (try morphology(index)) + [
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

  private func votes(_ index: Int) -> [CatalogueValue] {
    let object = grouped[index]
    let isKnown = object.status != .invalid
    let own = members.indices.map { member -> CatalogueValue in
      let vote = object.votes.indices.contains(member) ? object.votes[member] : 0
      return vote > 0 ? .integer(vote) : .none
    }
    return [
      object.group > 0 ? .integer(object.group) : .none,
      .text(classes[object.group] ?? ""), .text(object.status.rawValue),
    ] + own + [
      isKnown ? .real(object.agreement) : .none, .boolean(object.status == .completed),
      CatalogueValue(object.confidence), CatalogueValue(object.distance),
    ]
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
