/// How many objects have which share of the members behind them.
struct AgreementPlot {
  let bins: [(share: Double, voted: Int, others: Int)]

  var svg: HTML {
    var frame = PlotFrame()
    frame.height = 380
    let most = bins.map { Double($0.voted + $0.others) }.max() ?? 0
    guard most > 0,
      let y = Axis(covering: [0, most], from: frame.plotBottom, to: frame.top, pad: 0.0),
      let x = Axis(covering: [0, 1], from: frame.left, to: frame.plotRight)
    else { return .none }
    // Bars as wide as the shares are apart, at most 60 pixels.
    let gap = zip(bins.dropFirst(), bins).map { $0.share - $1.share }.min() ?? 1
    let width = min(60, 0.8 * gap * (frame.plotRight - frame.left))
    let bars = bins.map { bin -> HTML in
      let middle = x.place(bin.share)
      return bar(middle, width, y.place(0), y.place(Double(bin.voted)), "")
        + bar(
          middle, width, y.place(Double(bin.voted)), y.place(Double(bin.voted + bin.others)),
          "rest")
    }
    return frame.drawing(
      id: "agreement", title: "Agreement of the members",
      summary: bins.map {
        "\(Figures.fixed($0.share, 2)): \($0.voted) voted, \($0.others) others."
      }.joined(separator: " "),
      frame.axes(x: x, y: y, xTitle: "share of the members that agree", yTitle: "objects")
        + "<g class=\"bars\">\(bars)</g>")
  }

  private func bar(
    _ middle: Double, _ width: Double, _ bottom: Double, _ top: Double, _ style: String
  ) -> HTML {
    guard bottom - top > 0 else { return .none }
    return """
      <rect class="\(style)" x="\(Figures.place(middle - width / 2))" y="\(Figures.place(top))" \
      width="\(Figures.place(width))" height="\(Figures.place(bottom - top))"/>
      """
  }
}
