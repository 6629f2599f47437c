/// The frame of a plot: size of the drawing, margins, ticks and titles.
struct PlotFrame {
  static let width = 480.0
  var height = 330.0
  var left = 54.0
  var right = 16.0
  var top = 14.0
  var bottom = 44.0

  var plotRight: Double { Self.width - right }
  var plotBottom: Double { height - bottom }

  /// A drawing that fits its place on any screen. `title` and `summary` are
  /// read out instead of it.
  func drawing(id: String, title: String, summary: String, _ body: HTML) -> HTML {
    """
    <svg class="plot" viewBox="0 0 \(Figures.place(Self.width)) \(Figures.place(height))" \
    role="img" aria-labelledby="\(id)-t \(id)-d">\
    <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(summary)</desc>\(body)</svg>
    """
  }

  func axes(x: Axis, y: Axis, xTitle: String, yTitle: String, xTicks: Bool = true) -> HTML {
    let rows = y.ticks.map { tick -> HTML in
      let at = y.place(tick)
      return line(left, at, plotRight, at, "grid")
        + text(left - 6, at + 4, y.label(tick), "tick end")
    }
    let columns =
      !xTicks
      ? []
      : x.ticks.map { tick -> HTML in
        let at = x.place(tick)
        return line(at, plotBottom, at, plotBottom + 4, "axis")
          + text(at, plotBottom + 17, x.label(tick), "tick middle")
      }
    let frame = line(left, plotBottom, plotRight, plotBottom, "axis")
    return "<g>\(rows)\(columns)\(frame)\(titles(xTitle, yTitle))</g>"
  }

  private func titles(_ x: String, _ y: String) -> HTML {
    let middle = Figures.place((top + plotBottom) / 2)
    return text((left + plotRight) / 2, height - 6, x, "name middle")
      + """
      <text class="name middle" transform="translate(12 \(middle)) rotate(-90)">\(y)</text>
      """
  }

  func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) -> HTML {
    """
    <line class="\(style)" x1="\(Figures.place(x1))" y1="\(Figures.place(y1))" \
    x2="\(Figures.place(x2))" y2="\(Figures.place(y2))"/>
    """
  }

  func text(_ x: Double, _ y: Double, _ text: String, _ style: String) -> HTML {
    "<text class=\"\(style)\" x=\"\(Figures.place(x))\" y=\"\(Figures.place(y))\">\(text)</text>"
  }

  /// Places as a polyline wants them.
  func points(_ places: [(x: Double, y: Double)]) -> String {
    places.map { "\(Figures.place($0.x)),\(Figures.place($0.y))" }.joined(separator: " ")
  }
}
