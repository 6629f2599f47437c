import Cartography
import Fitting
import Rasters

/// The values of a change raster: 0 no data in one of the maps, 1 unchanged,
/// from 2 on what changed, the largest first; what comes after the 253rd
/// shares the value 255.
struct ChangeCodes {
  static let unchanged: UInt8 = 1
  static let rest: UInt8 = 255

  /// By ``ChangeTally/slot(_:_:)``.
  let code: [UInt8]
  let legend: Legend

  init(_ analysis: ChangeAnalysis) {
    var code = [UInt8](repeating: 0, count: ChangeTally.values * ChangeTally.values)
    for a in analysis.from {
      for b in analysis.to { code[ChangeTally.slot(a.value, b.value)] = Self.unchanged }
    }
    let changes = analysis.changes
    for (index, change) in changes.enumerated() {
      code[ChangeTally.slot(change.from, change.to)] = Self.value(index)
    }
    self.code = code
    legend = Self.legend(analysis, changes)
  }

  static func value(_ index: Int) -> UInt8 { index < 253 ? UInt8(index + 2) : rest }

  private static let still = RGB(226, 226, 222)

  private static func legend(
    _ analysis: ChangeAnalysis, _ changes: [(from: Int, to: Int)]
  ) -> Legend {
    let colours = Palette.colourBlindSafe.colours(min(254, changes.count))
    let same = LegendEntry(
      value: Int(unchanged), name: "unchanged", colour: still,
      pixelCount: analysis.sum(analysis.pixels) { !analysis.isChanged($0, $1) },
      hectares: analysis.hasArea
        ? analysis.sum {
          analysis.hectares($0, $1) ?? 0
        } where: {
          !analysis.isChanged($0, $1)
        }
        : nil)
    let named = changes.prefix(253).enumerated().map { index, change in
      LegendEntry(
        value: Int(value(index)), name: analysis.words(change), colour: colours[index],
        pixelCount: analysis.pixels(change.from, change.to),
        hectares: analysis.hectares(change.from, change.to))
    }
    let others = changes.dropFirst(253)
    let last =
      others.isEmpty
      ? []
      : [
        LegendEntry(
          value: Int(rest), name: "other changes", colour: RGB(60, 60, 60),
          pixelCount: others.reduce(0) { $0 + analysis.pixels($1.from, $1.to) },
          hectares: analysis.hasArea
            ? others.reduce(0) { $0 + (analysis.hectares($1.from, $1.to) ?? 0) } : nil)
      ]
    return Legend(entries: [same] + named + last)
  }
}

extension ChangeAnalysis {
  /// "Water to Sand"
  func words(_ change: (from: Int, to: Int)) -> String {
    let before = from.first { $0.value == change.from }?.name ?? ""
    let after = to.first { $0.value == change.to }.map { meaning(of: $0).name } ?? ""
    return "\(before) to \(after)"
  }

  /// A unit of the second map as one of the first; "new" where it has no
  /// match there.
  func meaning(of unit: LabelCategory) -> LabelCategory {
    guard let own = partner[unit.value], let match = from.first(where: { $0.value == own }) else {
      return LabelCategory(value: unit.value, name: "\(unit.name) (new)")
    }
    return match
  }
}
