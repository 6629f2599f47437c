/// Objects by their first two codes, in the colours of their groups.
struct GroupScatter {
  let points: [SurveyContent.Point]
  /// Numbers and names.
  let groups: [(Int, String)]
  let objects: Int

  var svg: HTML {
    var frame = PlotFrame()
    frame.height = 380
    guard
      let x = Axis(
        covering: ScatterPlot.core(points.map(\.x)), from: frame.left, to: frame.plotRight),
      let y = Axis(
        covering: ScatterPlot.core(points.map(\.y)), from: frame.plotBottom, to: frame.top)
    else { return .none }
    let marks = [(0, "not voted")] + groups
    return frame.drawing(
      id: "codes", title: "Objects by their first two codes",
      summary: "\(points.count) of \(objects) objects, each a point in the colour of its group.",
      frame.axes(x: x, y: y, xTitle: "code 1", yTitle: "code 2")
        + "<g>\(marks.map { group($0.0, $0.1, frame, x, y) })</g>")
  }

  private func group(_ number: Int, _ name: String, _ frame: PlotFrame, _ x: Axis, _ y: Axis)
    -> HTML
  {
    let marks = points.compactMap { point -> HTML? in
      let (px, py) = (x.place(point.x), y.place(point.y))
      guard point.group == number, (frame.left...frame.plotRight).contains(px),
        (frame.top...frame.plotBottom).contains(py)
      else { return nil }
      return "M\(Figures.place(px)) \(Figures.place(py))h0"
    }
    guard !marks.isEmpty else { return .none }
    let style: HTML = number == 0 ? " style=\"--c:#c3cace\"" : .none
    return """
      <g class="u u\(number)"\(style)><title>\(name)</title>\
      <path class="points-under" d="\(marks)"/><path class="points" d="\(marks)"/></g>
      """
  }
}
