import Foundation
import Rasters

/// Draws the furniture of a sheet onto a strip; what lies outside it is left
/// out.
struct SheetPainter {
  let layout: SheetLayout
  let font: String

  /// Widths of lines in whole pixels.
  private var thin: Double { max(1, (layout.em * 0.05).rounded()) }
  private var medium: Double { max(1, (layout.em * 0.09).rounded()) }

  func paint(on canvas: Canvas) {
    canvas.frame(layout.map, thickness: medium, Ink.line)
    for line in layout.title + layout.subtitle + layout.reference + layout.credit {
      canvas.draw(line, font: font)
    }
    layout.ticks.forEach { paint($0, on: canvas) }
    if let legend = layout.legend { paint(legend, on: canvas) }
    if let bar = layout.scaleBar { paint(bar, on: canvas) }
    if let words = layout.noScale { canvas.draw(words, font: font) }
    if let arrow = layout.northArrow { paint(arrow, on: canvas) }
  }

  /// A short line outwards on both sides of the frame would cross the labels
  /// of a neighbour: ticks are at the labelled side alone.
  private func paint(_ tick: CoordinateTick, on canvas: Canvas) {
    let length = (layout.em * 0.4).rounded()
    let place = tick.position.rounded()
    switch tick.edge {
    case .bottom:
      canvas.fill(SheetRect(x: place, y: layout.map.maxY, width: thin, height: length), Ink.line)
    case .left:
      canvas.fill(
        SheetRect(x: layout.map.x - length, y: place, width: length, height: thin), Ink.line)
    }
    canvas.draw(tick.label, font: font)
  }

  private func paint(_ legend: LegendLayout, on canvas: Canvas) {
    legend.header.forEach { canvas.draw($0, font: font) }
    for rule in legend.rules {
      canvas.fill(
        SheetRect(
          x: rule.x.rounded(), y: rule.y.rounded(), width: rule.width.rounded(), height: thin),
        Ink.line)
    }
    for row in legend.rows
    where canvas.shows(row.box) || row.texts.contains(where: { canvas.shows($0.rect) }) {
      canvas.fill(row.box, row.colour)
      canvas.frame(inset(row.box), thickness: thin, Ink.line)
      row.texts.forEach { canvas.draw($0, font: font) }
    }
    if let remark = legend.remark { canvas.draw(remark, font: font) }
  }

  private func inset(_ box: SheetRect) -> SheetRect {
    SheetRect(
      x: box.x + thin, y: box.y + thin, width: box.width - 2 * thin, height: box.height - 2 * thin)
  }

  private func paint(_ scale: ScaleBarLayout, on canvas: Canvas) {
    let bar = scale.bar
    canvas.fill(bar, RGB(255, 255, 255))
    for index in stride(from: 0, to: scale.segments, by: 2) {
      let start = (bar.x + bar.width * Double(index) / Double(scale.segments)).rounded()
      let end = (bar.x + bar.width * Double(index + 1) / Double(scale.segments)).rounded()
      canvas.fill(SheetRect(x: start, y: bar.y, width: end - start, height: bar.height), Ink.line)
    }
    let whole = SheetRect(x: bar.x, y: bar.y, width: bar.width.rounded(), height: bar.height)
    canvas.frame(inset(whole), thickness: thin, Ink.line)
    scale.labels.forEach { canvas.draw($0, font: font) }
  }

  /// A needle with one dark side, and its letter at the tip, upright.
  private func paint(_ arrow: NorthArrowLayout, on canvas: Canvas) {
    guard canvas.shows(arrow.rect) else { return }
    let size = arrow.rect.width
    let (x, y) = (arrow.rect.x + size / 2, arrow.rect.y + size / 2)
    let tip = (x: 0.0, y: -0.2 * size)
    let notch = (x: 0.0, y: 0.3 * size)
    let left = (x: -0.19 * size, y: 0.46 * size)
    let right = (x: 0.19 * size, y: 0.46 * size)
    canvas.fill([tip, left, notch], at: x, y, angle: arrow.angle, Ink.line)
    canvas.stroke([tip, left, notch], at: x, y, angle: arrow.angle, thickness: thin, Ink.line)
    canvas.stroke([tip, right, notch], at: x, y, angle: arrow.angle, thickness: thin, Ink.line)
    canvas.draw(letter(of: arrow, size: 0.29 * size), font: font)
  }

  private func letter(of arrow: NorthArrowLayout, size: Double) -> TextLine {
    let reach = 0.36 * arrow.rect.width
    let x = arrow.rect.x + arrow.rect.width / 2 + reach * sin(arrow.angle)
    let y = arrow.rect.y + arrow.rect.height / 2 - reach * cos(arrow.angle)
    return TextLine(
      text: "N", x: x.rounded(), y: (y + 0.37 * size).rounded(), size: size, isBold: true,
      alignment: .middle, length: 0.837 * size)
  }
}
