package import Rasters

/// Planes of measurements side by side with one legend, as one PNG.
package struct PlotSheet {
  /// A group or class of the legend.
  package struct Kind {
    package var name: String
    package var colour: RGB
    /// What is written into the mark of its middle.
    package var mark: String

    package init(name: String, colour: RGB, mark: String) {
      self.name = name
      self.colour = colour
      self.mark = mark
    }
  }

  private static let font = "DejaVu Sans"
  private static let plot = 430.0
  private static let left = 64.0
  private static let gap = 26.0
  private static let top = 92.0
  private static let bottom = 62.0
  private static let legendRow = 22.0
  private static let legendWidest = 230.0

  package let title: String
  package let subtitle: String
  package let panels: [PlotPanel]
  package let kinds: [Kind]

  package init(title: String, subtitle: String, panels: [PlotPanel], kinds: [Kind]) {
    self.title = title
    self.subtitle = subtitle
    self.panels = panels
    self.kinds = kinds
  }

  private var plotsWidth: Double {
    Double(panels.count) * (Self.left + Self.plot + Self.gap)
  }

  /// Rows of the legend under each other; more go into further columns.
  private var legendRows: Int { max(1, Int((Self.plot + Self.bottom) / Self.legendRow)) }

  private var legendColumns: Int { (kinds.count + legendRows - 1) / legendRows }

  package func write(to path: String) throws {
    let measure = try CairoText(font: Self.font)
    let legend = min(
      Self.legendWidest,
      34 + (kinds.map { measure.width($0.name, size: 13, isBold: false) }.max() ?? 0))
    let width = Int(plotsWidth + Double(legendColumns) * legend + 20)
    let height = Int(Self.top + Self.plot + Self.bottom)
    let canvas = try Canvas(width: width, rows: height)
    canvas.begin(top: 0)
    heading(canvas, measure, width: Double(width))
    for (index, panel) in panels.enumerated() {
      let frame = SheetRect(
        x: Double(index) * (Self.left + Self.plot + Self.gap) + Self.left, y: Self.top,
        width: Self.plot, height: Self.plot)
      draw(panel, in: frame, canvas, measure)
    }
    drawLegend(canvas, measure, columnWidth: legend)
    try canvas.check()
    let picture = try RGBPicture(path: path, width: width, height: height)
    try picture.write(canvas.bytes(rows: height), rows: height)
    try picture.finish()
  }

  private func heading(_ canvas: Canvas, _ measure: CairoText, width: Double) {
    let wide = width - 2 * 20
    canvas.draw(
      measure.line(
        measure.fitted(title, size: 20, isBold: true, within: wide), x: 20, y: 32, size: 20,
        isBold: true), font: Self.font)
    canvas.draw(
      measure.line(
        measure.fitted(subtitle, size: 13, within: wide), x: 20, y: 54, size: 13, ink: .quiet),
      font: Self.font)
  }

  // MARK: a panel

  private func draw(
    _ panel: PlotPanel, in frame: SheetRect, _ canvas: Canvas, _ measure: CairoText
  ) {
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
      (
        frame.x + panel.x.share(x) * frame.width,
        frame.y + (1 - panel.y.share(y)) * frame.height
      )
    }
    axes(panel, frame, canvas, measure)
    canvas.clipped(to: frame) {
      let radius = panel.points.count > 5000 ? 1.3 : (panel.points.count > 800 ? 2 : 2.8)
      for point in panel.points where kinds.indices.contains(point.kind) {
        let (x, y) = place(point.x, point.y)
        canvas.disc(x, y, radius: radius, kinds[point.kind].colour, opacity: 0.55)
      }
    }
    for divide in panel.divides {
      let (from, to) = (place(divide.from.x, divide.from.y), place(divide.to.x, divide.to.y))
      canvas.clipped(to: frame) {
        canvas.line(from, to, thickness: 1.4, Ink.line, dashes: [6, 4])
      }
      note(divide.text, from, to, frame, canvas, measure)
    }
    middles(panel, place, frame, canvas, measure)
    canvas.frame(frame, thickness: 1, Ink.line)
  }

  /// Words above the end of a divide, inside the frame.
  private func note(
    _ text: String, _ from: (x: Double, y: Double), _ to: (x: Double, y: Double),
    _ frame: SheetRect, _ canvas: Canvas, _ measure: CairoText
  ) {
    guard !text.isEmpty else { return }
    let length = measure.width(text, size: 11, isBold: false)
    let isUpright = abs(to.x - from.x) < 1
    let x =
      isUpright
      ? min(to.x + 5, frame.maxX - length - 4)
      : max(frame.x + 4, min(to.x, frame.maxX) - length - 6)
    let share = abs(to.x - from.x) < 1 ? 0 : (x + length / 2 - from.x) / (to.x - from.x)
    let on = isUpright ? frame.y + 16 : from.y + share * (to.y - from.y) - 7
    let y = min(frame.maxY - 6, max(frame.y + 14, on))
    canvas.fill(
      SheetRect(x: x - 2, y: y - 11, width: length + 4, height: 15), RGB(255, 255, 255))
    canvas.draw(measure.line(text, x: x, y: y, size: 11, ink: .quiet), font: Self.font)
  }

  /// The medians of the kinds, each with its mark.
  private func middles(
    _ panel: PlotPanel, _ place: (Double, Double) -> (x: Double, y: Double), _ frame: SheetRect,
    _ canvas: Canvas, _ measure: CairoText
  ) {
    for (index, kind) in kinds.enumerated() {
      let own = panel.points.filter { $0.kind == index }
      guard own.count >= 3 else { continue }
      let (x, y) = place(Self.median(own.map(\.x)), Self.median(own.map(\.y)))
      guard (frame.x...frame.maxX).contains(x), (frame.y...frame.maxY).contains(y) else { continue }
      let radius = max(9, measure.width(kind.mark, size: 11, isBold: true) / 2 + 4)
      canvas.disc(x, y, radius: radius + 1.5, RGB(255, 255, 255))
      canvas.disc(x, y, radius: radius, kind.colour)
      canvas.ring(x, y, radius: radius, thickness: 1, Ink.full)
      let ink = kind.colour.isDark ? RGB(255, 255, 255) : Ink.full
      canvas.draw(
        measure.line(kind.mark, x: x, y: y + 4, size: 11, isBold: true, alignment: .middle),
        font: Self.font, colour: ink)
    }
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private func axes(
    _ panel: PlotPanel, _ frame: SheetRect, _ canvas: Canvas, _ measure: CairoText
  ) {
    let pale = RGB(0xe4, 0xe8, 0xea)
    for tick in panel.x.ticks {
      let x = frame.x + panel.x.share(tick) * frame.width
      canvas.line((x, frame.y), (x, frame.maxY), thickness: 1, pale)
      canvas.draw(
        measure.line(
          panel.x.label(tick), x: x, y: frame.maxY + 18, size: 12, ink: .quiet, alignment: .middle),
        font: Self.font)
    }
    for tick in panel.y.ticks {
      let y = frame.y + (1 - panel.y.share(tick)) * frame.height
      canvas.line((frame.x, y), (frame.maxX, y), thickness: 1, pale)
      canvas.draw(
        measure.line(
          panel.y.label(tick), x: frame.x - 6, y: y + 4, size: 12, ink: .quiet, alignment: .end),
        font: Self.font)
    }
    canvas.draw(
      measure.line(panel.title, x: frame.x, y: frame.y - 8, size: 14, isBold: true),
      font: Self.font)
    canvas.draw(
      measure.line(
        panel.x.title, x: frame.x + frame.width / 2, y: frame.maxY + 42, size: 13,
        alignment: .middle), font: Self.font)
    canvas.draw(
      measure.line(
        panel.y.title, x: frame.x - 46, y: frame.y + frame.height / 2, size: 13,
        alignment: .middle, isUpright: true), font: Self.font)
  }

  // MARK: the legend

  private func drawLegend(_ canvas: Canvas, _ measure: CairoText, columnWidth: Double) {
    for (index, kind) in kinds.enumerated() {
      let (column, row) = index.quotientAndRemainder(dividingBy: legendRows)
      let x = plotsWidth + Double(column) * columnWidth
      let y = Self.top + 8 + Double(row) * Self.legendRow
      canvas.disc(x + 7, y, radius: 7, kind.colour)
      canvas.ring(x + 7, y, radius: 7, thickness: 0.8, Ink.line)
      canvas.draw(
        measure.line(
          measure.fitted(kind.name, size: 13, within: columnWidth - 30), x: x + 20, y: y + 5,
          size: 13), font: Self.font)
    }
  }
}

extension RGB {
  /// Whether white words read better on it than black ones.
  var isDark: Bool {
    0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue) < 140
  }
}
