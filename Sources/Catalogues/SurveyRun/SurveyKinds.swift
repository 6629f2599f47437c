import Cartography
import Rasters

/// What is told apart by colour: classes where groups have names, else groups.
struct SurveyKinds {
  let list: [PlotSheet.Kind]
  private let kindOfGroup: [Int: Int]

  init(_ groups: [SurveyGroup]) {
    let names = groups.map(\.name).filter { !$0.isEmpty }
    guard !names.isEmpty else {
      let colours = Palette.colourBlindSafe.colours(groups.count)
      list = zip(groups, colours).map {
        PlotSheet.Kind(name: "group \($0.group)", colour: $1, mark: "\($0.group)")
      }
      kindOfGroup = Dictionary(
        uniqueKeysWithValues: groups.enumerated().map { ($0.element.group, $0.offset) })
      return
    }
    var order: [String] = []
    for name in names where !order.contains(name) { order.append(name) }
    let hasNameless = groups.contains { $0.name.isEmpty }
    if hasNameless { order.append("") }
    let colours = Palette.colourBlindSafe.colours(order.count)
    list = zip(order, colours).map {
      PlotSheet.Kind(
        name: $0.isEmpty ? "without a class" : $0, colour: $1, mark: String($0.prefix(4)))
    }
    kindOfGroup = Dictionary(
      uniqueKeysWithValues: groups.map { group in
        (group.group, order.firstIndex(of: group.name) ?? 0)
      })
  }

  func kind(ofGroup group: Int) -> Int? { kindOfGroup[group] }
}
