import Clusterers
import Jobs
import MapTools
import RasterIO
import Rasters

/// How a finished map fares where labels of known units were held out. Units
/// are taken by their names: nothing is matched to fit.
struct HeldOutScore {
  /// Held-out pixels [class][unit], unit 0 being "not mapped".
  private(set) var counts: [[Int]]
  private let known: KnownLabels
  private let legend: Legend

  init(_ map: LabelMap, _ known: KnownLabels, legend: Legend, _ control: RunControl) throws {
    self.known = known
    self.legend = legend
    let most = legend.entries.map(\.value).max() ?? 0
    counts = [[Int]](
      repeating: [Int](repeating: 0, count: most + 1), count: known.classes.count)
    try map.forEachStrip(rows: 64) { rows, units in
      try control.checkpoint()
      for (label, unit) in zip(try known.labels(ofRows: rows), units)
      where label > KnownLabels.heldOut && Int(unit) <= most {
        counts[Int(label - KnownLabels.heldOut) - 1][Int(unit)] += 1
      }
    }
  }

  /// Nil where no held-out pixel is on the map.
  var report: RunReport.HeldOut? {
    guard counts.contains(where: { $0.dropFirst().contains { $0 > 0 } }) else { return nil }
    let used = legend.entries.filter { entry in counts.contains { $0[entry.value] > 0 } }
    return known.report(counts, units: used.map { ($0.value, $0.name) })
  }
}

extension KnownLabels {
  /// A cross-validation, whose clusters are the classes.
  func report(_ crossed: CrossValidation) -> RunReport.HeldOut {
    report(
      crossed.counts.map { [0] + $0 }, units: names.enumerated().map { ($0.offset + 1, $0.element) }
    )
  }

  /// Pixels [class][unit], unit 0 being "not mapped", of which units with a name are shown.
  fileprivate func report(
    _ counts: [[Int]], units: [(value: Int, name: String)]
  ) -> RunReport.HeldOut {
    let mapped = counts.reduce(0) { $0 + $1.dropFirst().reduce(0, +) }
    let hits = counts.indices.reduce(0) { $0 + counts[$1][$1 + 1] }
    return RunReport.HeldOut(
      pixels: mapped, unmapped: counts.reduce(0) { $0 + $1[0] },
      accuracy: Double(hits) / Double(max(1, mapped)),
      classes: classes.indices.map { line($0, counts) }, units: units.map(\.name),
      confusion: units.map { unit in counts.map { $0[unit.value] } })
  }

  private func line(_ index: Int, _ counts: [[Int]]) -> RunReport.HeldOut.Class {
    let inClass = counts[index].dropFirst().reduce(0, +)
    let inUnit = counts.reduce(0) { $0 + $1[index + 1] }
    let hits = Double(counts[index][index + 1])
    return .init(
      name: names[index], pixels: inClass,
      producersAccuracy: inClass > 0 ? hits / Double(inClass) : nil,
      usersAccuracy: inUnit > 0 ? hits / Double(inUnit) : nil)
  }
}
