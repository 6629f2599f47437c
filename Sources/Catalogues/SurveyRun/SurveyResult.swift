import Cartography
import Clusterers
import Foundation
import Groups
import Scenes

/// What became of the objects and of their groups.
struct SurveyResult {
  let grouped: [GroupedObject]
  let groups: [SurveyGroup]
  /// Rows of the objects that are measured well enough to be drawn.
  let planes: [SurveyPlanes.Row]
  /// Objects by quality flag.
  let flags: [String: Int]

  /// Members that are shown for a group.
  private static let shown = 6
  /// Measurements whose medians stand for a group.
  static let medians = [
    "gini", "m20", "concentration", "asymmetry", "smoothness", "sersic_n", "rpetro_ellip",
  ]

  init(
    survey: Survey, vote: SurveyVote, names: [Int: String],
    scratch: MeasurementScratch?
  ) throws {
    let grouped = vote.objects
    let groupCount = vote.model.groups
    self.grouped = grouped
    var planes: [SurveyPlanes.Row] = []
    var flags: [String: Int] = [:]
    var values = [[String: [Double]]](repeating: [:], count: groupCount + 1)
    if let scratch {
      for row in 0..<scratch.count {
        let measured = try scratch.row(row)
        flags["\(measured?.flag ?? 4)", default: 0] += 1
        let object = grouped[row]
        if let drawn = SurveyPlanes.Row(measured, group: object.group) { planes.append(drawn) }
        guard let measured, measured.flag <= 1, object.group > 0, object.status == .voted,
          measured["sn_per_pixel"] ?? 0 >= SurveyPlanes.Row.leastSignal
        else { continue }
        for name in Self.medians {
          if name == "sersic_n", !measured.isSersicSound { continue }
          if let value = measured[name] { values[object.group][name, default: []].append(value) }
        }
      }
    }
    self.planes = planes
    self.flags = flags
    groups = Self.groups(grouped, count: groupCount, names: names, values: values)
  }

  private static func groups(
    _ grouped: [GroupedObject], count: Int, names: [Int: String], values: [[String: [Double]]]
  ) -> [SurveyGroup] {
    let colours = Palette.colourBlindSafe.colours(count)
    var voted = [[Int]](repeating: [], count: count + 1)
    var completed = [Int](repeating: 0, count: count + 1)
    for (row, object) in grouped.enumerated() where (1...max(1, count)).contains(object.group) {
      if object.status == .voted { voted[object.group].append(row) }
      if object.status == .completed { completed[object.group] += 1 }
    }
    guard count > 0 else { return [] }
    return (1...count).map { group in
      let own = voted[group]
      let near = own.sorted {
        (grouped[$0].distance ?? 0, $0) < (grouped[$1].distance ?? 0, $1)
      }
      let hint = hint(values[group].compactMapValues(median))
      return SurveyGroup(
        group: group, name: names[group] ?? "", colour: colours[group - 1].hex,
        hint: hint?.name, reason: hint?.reason, voted: own.count, completed: completed[group],
        agreement: own.reduce(0) { $0 + grouped[$1].agreement } / Double(max(1, own.count)),
        medians: values[group].compactMapValues(median), prototypes: Array(near.prefix(shown)))
    }
  }

  /// Sources with smaller Petrosian radii, in pixels, show no shape of their own
  /// but that of stars.
  private static let leastRadius = 3.0

  /// What the medians suggest.
  private static func hint(_ medians: [String: Double]) -> ClassHint? {
    guard medians["rpetro_ellip"] ?? 0 >= leastRadius else { return nil }
    return ClassHint.suggest(
      gini: medians["gini"], m20: medians["m20"], sersic: medians["sersic_n"],
      asymmetry: medians["asymmetry"], concentration: medians["concentration"])
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
