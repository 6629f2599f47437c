import Rasters

/// The hierarchy of the units as a dendrogram: units at the left, joined at
/// the height of their merge.
struct TreePlot {
  private let legend: Legend
  /// Units from top to bottom, so that no two lines cross.
  private let order: [LegendEntry]
  private let merges: [UnitTree.Merge]

  private static let row = 22.0

  /// Nil for fewer than three units, or where some are not in the tree.
  init?(_ content: ReportContent) {
    guard let tree = content.tree, content.legend.entries.count > 2 else { return nil }
    legend = content.legend
    let known = Dictionary(
      legend.entries.map { ($0.value, $0) }, uniquingKeysWith: { a, _ in a })
    var lists: [Int: [Int]] = [:]
    for merge in tree.merges {
      lists[merge.kept] =
        (lists[merge.kept] ?? [merge.kept]) + (lists[merge.gone] ?? [merge.gone])
      lists[merge.gone] = nil
    }
    guard lists.count == 1, let units = lists.first?.value,
      legend.entries.allSatisfy({ units.contains($0.value) })
    else { return nil }
    order = units.compactMap { known[$0] }
    merges = tree.merges
  }

  var svg: HTML {
    var frame = PlotFrame()
    frame.height = 50 + Self.row * Double(order.count)
    frame.left = 150
    frame.top = 6
    let heights = merges.map(\.height)
    guard
      let x = Axis(
        covering: [0, max(heights.last ?? 1, 1e-9)], from: frame.left, to: frame.plotRight,
        pad: 0.02)
    else { return .none }
    let leaves = order.enumerated().map { leaf($1, row: $0, frame) }
    let ticks = x.ticks.map { tick -> HTML in
      let at = x.place(tick)
      return frame.line(at, frame.plotBottom, at, frame.plotBottom + 4, "axis")
        + frame.text(at, frame.plotBottom + 17, x.label(tick), "tick middle")
    }
    return frame.drawing(
      id: "tree", title: "Hierarchy of the units", summary: summary,
      "<g class=\"tree\">\(branches(frame, x))\(leaves)</g><g>\(ticks)"
        + frame.line(frame.left, frame.plotBottom, frame.plotRight, frame.plotBottom, "axis")
        + frame.text(
          (frame.left + frame.plotRight) / 2, frame.height - 6, "distance of what is joined",
          "name middle") + "</g>")
  }

  private func y(_ row: Double, _ frame: PlotFrame) -> Double {
    frame.top + Self.row * (row + 0.5)
  }

  private func leaf(_ entry: LegendEntry, row: Int, _ frame: PlotFrame) -> HTML {
    let at = y(Double(row), frame)
    let name = entry.name.count <= 18 ? entry.name : entry.name.prefix(17) + "…"
    return """
      <g class="u\(entry.value)" data-unit="\(entry.value)">\
      <rect x="\(Figures.place(frame.left - 26))" y="\(Figures.place(at - 6))" width="20" height="12"/>\
      \(frame.text(frame.left - 32, at + 4, name, "tick end"))</g>
      """
  }

  /// Brackets from the lowest merge to the highest. Units without pixels in
  /// the map are passed over.
  private func branches(_ frame: PlotFrame, _ x: Axis) -> [HTML] {
    var ends: [Int: (x: Double, y: Double)] = [:]
    for (row, entry) in order.enumerated() {
      ends[entry.value] = (x.place(0), y(Double(row), frame))
    }
    return merges.compactMap { merge in
      defer { ends[merge.gone] = nil }
      guard let a = ends[merge.kept], let b = ends[merge.gone] else {
        ends[merge.kept] = ends[merge.kept] ?? ends[merge.gone]
        return nil
      }
      let at = x.place(merge.height)
      ends[merge.kept] = (at, (a.y + b.y) / 2)
      return """
        <path d="M\(Figures.place(a.x)) \(Figures.place(a.y))H\(Figures.place(at))\
        V\(Figures.place(b.y))H\(Figures.place(b.x))"/>
        """
    }
  }

  private var summary: String {
    let names = Dictionary(
      legend.entries.map { ($0.value, $0.name) }, uniquingKeysWith: { a, _ in a })
    let steps = merges.prefix(8).map { merge in
      "\(names[merge.kept] ?? "unit \(merge.kept)") with "
        + "\(names[merge.gone] ?? "unit \(merge.gone)") at \(Figures.digits(merge.height, 3))"
    }
    return "Joined in this order: " + steps.joined(separator: ", ")
      + (merges.count > 8 ? " and \(merges.count - 8) more." : ".")
  }
}
