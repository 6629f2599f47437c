/// A loss by epochs, an index by number of units: lines told apart by dashes
/// and by their names at the end.
struct CurvePlot {
  let curve: ReportContent.Curve
  let id: String

  private static let dashes = ["none", "7 4", "2 3", "9 3 2 3"]

  var svg: HTML {
    var frame = PlotFrame()
    frame.height = 260
    frame.left = 66
    let points = curve.lines.flatMap(\.points)
    guard points.count >= 2,
      let x = Axis(covering: points.map(\.x), from: frame.left, to: frame.plotRight, pad: 0.02),
      let y = Axis(covering: points.map(\.y), from: frame.plotBottom, to: frame.top)
    else { return .none }
    let lines = curve.lines.enumerated().map { line($1, $0, frame, x, y) }
    let keys = curve.lines.count < 2 ? [] : curve.lines.enumerated().map { key($1, $0, frame) }
    return frame.drawing(
      id: id, title: curve.title, summary: summary,
      frame.axes(x: x, y: y, xTitle: curve.xTitle, yTitle: "") + "<g>\(lines)\(keys)</g>"
        + mark(frame, x))
  }

  /// A line at what was chosen, with its value.
  private func mark(_ frame: PlotFrame, _ x: Axis) -> HTML {
    guard let mark = curve.mark else { return .none }
    let at = Figures.place(x.place(mark))
    let isRight = x.place(mark) > (frame.left + frame.plotRight) / 2
    let line: HTML = """
      <path d="M\(at) \(Figures.place(frame.top))V\(Figures.place(frame.plotBottom))" \
      stroke="#b04a12" stroke-width="1.4" stroke-dasharray="5 4"/>
      """
    let name = frame.text(
      x.place(mark) + (isRight ? -6 : 6), frame.top + 10, "\(Figures.digits(mark)) chosen",
      isRight ? "tick end" : "tick")
    return line + name
  }

  private var summary: String {
    curve.lines.compactMap { line in
      guard let first = line.points.first, let last = line.points.last else { return nil }
      return "\(line.name): from \(Figures.digits(first.y)) to \(Figures.digits(last.y)) "
        + "over \(line.points.count) points."
    }.joined(separator: " ") + (curve.mark.map { " Chosen: \(Figures.digits($0))." } ?? "")
  }

  private func line(
    _ line: ReportContent.Curve.Line, _ index: Int, _ frame: PlotFrame, _ x: Axis, _ y: Axis
  ) -> HTML {
    let places = line.points.filter { $0.x.isFinite && $0.y.isFinite }
      .map { (x: x.place($0.x), y: y.place($0.y)) }
    let dots =
      places.count > 40
      ? []
      : places.map { place -> HTML in
        "<circle cx=\"\(Figures.place(place.x))\" cy=\"\(Figures.place(place.y))\" r=\"2.2\"/>"
      }
    return """
      <g class="curve curve\(index % 4)"><polyline \
      stroke-dasharray="\(Self.dashes[index % 4])" points="\(frame.points(places))"/>\(dots)</g>
      """
  }

  private func key(_ line: ReportContent.Curve.Line, _ index: Int, _ frame: PlotFrame) -> HTML {
    let y = frame.top + 8 + 15 * Double(index)
    let x = frame.plotRight - 130
    return """
      <g class="curve curve\(index % 4)"><polyline stroke-dasharray="\(Self.dashes[index % 4])" \
      points="\(frame.points([(x, y), (x + 26, y)]))"/></g>
      """ + frame.text(x + 32, y + 4, line.name, "tick")
  }
}
