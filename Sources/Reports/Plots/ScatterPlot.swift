import Rasters

/// The sample by its first two codes, in the colours of its units.
struct ScatterPlot {
  let scatter: ReportContent.CodeScatter
  let legend: Legend

  var svg: HTML {
    var frame = PlotFrame()
    frame.height = 380
    guard
      let x = Axis(
        covering: Self.core(scatter.points.map(\.x)), from: frame.left, to: frame.plotRight),
      let y = Axis(
        covering: Self.core(scatter.points.map(\.y)), from: frame.plotBottom, to: frame.top)
    else { return .none }
    let groups = legend.entries.map { group($0, frame, x, y) }
    let encoder = scatter.encoder == "identity" ? "scaled band" : "\(scatter.encoder) code"
    return frame.drawing(
      id: "codes", title: "The sample by its first two codes",
      summary: "\(scatter.points.count) of \(scatter.samples) sampled pixels, each a point in the "
        + "colour of its unit. Groups that lie apart are told apart easily.",
      frame.axes(x: x, y: y, xTitle: "\(encoder) 1", yTitle: "\(encoder) 2") + "<g>\(groups)</g>")
  }

  /// Values without the outermost hundredth on either side, which would
  /// leave the rest in a corner.
  static func core(_ values: [Double]) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count >= 100 else { return sorted }
    let cut = sorted.count / 100
    return Array(sorted[cut..<sorted.count - cut])
  }

  private func group(_ entry: LegendEntry, _ frame: PlotFrame, _ x: Axis, _ y: Axis) -> HTML {
    let marks = scatter.points.compactMap { point -> HTML? in
      let (px, py) = (x.place(point.x), y.place(point.y))
      guard point.unit == entry.value, (frame.left...frame.plotRight).contains(px),
        (frame.top...frame.plotBottom).contains(py)
      else { return nil }
      return "M\(Figures.place(px)) \(Figures.place(py))h0"
    }
    return """
      <g class="u u\(entry.value)" data-unit="\(entry.value)"><title>\(entry.name)</title>\
      <path class="points-under" d="\(marks)"/><path class="points" d="\(marks)"/></g>
      """
  }
}
