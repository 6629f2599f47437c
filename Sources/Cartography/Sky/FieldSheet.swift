import Foundation
import Rasters

/// A field of the sky with its sources ringed in the colours of their groups,
/// as DS9 shows it: the first row of the image lowest.
package struct FieldSheet {
  /// A source; x and y in pixels of the picture from its upper left corner.
  package struct Mark {
    package var x: Double
    package var y: Double
    package var radius: Double
    /// Index of a kind; nil is drawn in grey.
    package var kind: Int?

    package init(x: Double, y: Double, radius: Double, kind: Int?) {
      self.x = x
      self.y = y
      self.radius = radius
      self.kind = kind
    }
  }

  /// Where north and east are, as directions on the picture (y downwards), and
  /// how long a round angle is.
  package struct Sky {
    package var north: (x: Double, y: Double)
    package var east: (x: Double, y: Double)
    /// Pixels of the picture, and "1′".
    package var scale: (length: Double, text: String)

    package init(
      north: (x: Double, y: Double), east: (x: Double, y: Double),
      scale: (length: Double, text: String)
    ) {
      self.north = north
      self.east = east
      self.scale = scale
    }
  }

  private static let font = "DejaVu Sans"
  private static let margin = 20
  private static let headHeight = 62
  private static let legendRow = 22.0

  package let title: String
  package let subtitle: String
  /// RGB bytes, row by row from the top.
  package let pixels: [UInt8]
  package let width: Int
  package let height: Int
  package let marks: [Mark]
  package let kinds: [PlotSheet.Kind]
  package let sky: Sky?

  package init(
    title: String, subtitle: String, pixels: [UInt8], width: Int, height: Int, marks: [Mark],
    kinds: [PlotSheet.Kind], sky: Sky?
  ) {
    self.title = title
    self.subtitle = subtitle
    self.pixels = pixels
    self.width = width
    self.height = height
    self.marks = marks
    self.kinds = kinds
    self.sky = sky
  }

  package func write(to path: String) throws {
    let measure = try CairoText(font: Self.font)
    let legend = Int(
      min(
        260,
        max(150, 40 + (kinds.map { measure.width($0.name, size: 13, isBold: false) }.max() ?? 0))))
    let legendHeight = Int(Double(kinds.count) * Self.legendRow) + 20 + (sky == nil ? 0 : 150)
    let sheetWidth = 3 * Self.margin + width + legend
    let sheetHeight = Self.headHeight + max(height, legendHeight) + Self.margin
    let canvas = try Canvas(width: sheetWidth, rows: sheetHeight)
    canvas.begin(top: 0)
    heading(canvas, measure, width: Double(sheetWidth))
    let corner = (x: Self.margin, y: Self.headHeight)
    try canvas.paste(pixels, width: width, height: height, x: corner.x, y: corner.y)
    let frame = SheetRect(
      x: Double(corner.x), y: Double(corner.y), width: Double(width), height: Double(height))
    drawMarks(canvas, frame)
    canvas.frame(frame, thickness: 1, Ink.line)
    let right = Double(2 * Self.margin + width)
    drawLegend(canvas, measure, x: right, width: Double(legend))
    if let sky {
      drawSky(
        sky, canvas, measure, x: right,
        y: Double(Self.headHeight) + Double(kinds.count) * Self.legendRow + 30)
    }
    try canvas.check()
    let picture = try RGBPicture(path: path, width: sheetWidth, height: sheetHeight)
    try picture.write(canvas.bytes(rows: sheetHeight), rows: sheetHeight)
    try picture.finish()
  }

  private func heading(_ canvas: Canvas, _ measure: CairoText, width: Double) {
    let left = Double(Self.margin)
    canvas.draw(
      measure.line(
        measure.fitted(title, size: 20, isBold: true, within: width - 2 * left), x: left, y: 30,
        size: 20, isBold: true), font: Self.font)
    canvas.draw(
      measure.line(
        measure.fitted(subtitle, size: 13, within: width - 2 * left), x: left, y: 51, size: 13,
        ink: .quiet), font: Self.font)
  }

  /// Rings with a dark edge, so that they stand out of light and dark.
  private func drawMarks(_ canvas: Canvas, _ frame: SheetRect) {
    let grey = RGB(0x9a, 0x9a, 0x9a)
    let thickness = marks.count > 3000 ? 1.2 : 2.0
    canvas.clipped(to: frame) {
      for mark in marks {
        let colour = mark.kind.map { kinds[$0].colour } ?? grey
        let (x, y) = (frame.x + mark.x, frame.y + mark.y)
        canvas.ring(
          x, y, radius: mark.radius, thickness: thickness + 1.6, RGB(0x10, 0x10, 0x10))
        canvas.ring(x, y, radius: mark.radius, thickness: thickness, colour)
      }
    }
  }

  private func drawLegend(
    _ canvas: Canvas, _ measure: CairoText, x: Double, width: Double
  ) {
    for (index, kind) in kinds.enumerated() {
      let y = Double(Self.headHeight) + 10 + Double(index) * Self.legendRow
      canvas.disc(x + 8, y, radius: 7, kind.colour)
      canvas.ring(x + 8, y, radius: 7, thickness: 0.8, Ink.line)
      canvas.draw(
        measure.line(
          measure.fitted(kind.name, size: 13, within: width - 28), x: x + 22, y: y + 5, size: 13),
        font: Self.font)
    }
  }

  /// North and east, and a bar of a round angle.
  private func drawSky(_ sky: Sky, _ canvas: Canvas, _ measure: CairoText, x: Double, y: Double) {
    let centre = (x: x + 60, y: y + 55)
    for (name, direction) in [("N", sky.north), ("E", sky.east)] {
      let length = (direction.x * direction.x + direction.y * direction.y).squareRoot()
      guard length > 0 else { continue }
      let unit = (x: direction.x / length, y: direction.y / length)
      let tip = (x: centre.x + unit.x * 38, y: centre.y + unit.y * 38)
      canvas.line(centre, tip, thickness: 2, Ink.full)
      canvas.fill(
        [(0, -4.5), (11, 0), (0, 4.5)], at: tip.x, tip.y, angle: atan2(unit.y, unit.x), Ink.full)
      canvas.draw(
        measure.line(
          name, x: centre.x + unit.x * 58, y: centre.y + unit.y * 58 + 5, size: 13, isBold: true,
          alignment: .middle), font: Self.font)
    }
    let bar = min(sky.scale.length, 200)
    guard bar == sky.scale.length else { return }
    canvas.fill(SheetRect(x: x, y: y + 128, width: bar, height: 3), Ink.full)
    canvas.draw(
      measure.line(sky.scale.text, x: x, y: y + 121, size: 13), font: Self.font)
  }
}
