import CCairo
import Rasters

/// The few shapes a sheet is made of. Lines lie on whole pixels.
extension Canvas {
  func fill(_ rect: SheetRect, _ colour: RGB) {
    guard shows(rect) else { return }
    setColour(colour)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_fill(context)
  }

  /// A frame whose inner edge is the rectangle.
  func frame(_ rect: SheetRect, thickness: Double, _ colour: RGB) {
    guard shows(rect) else { return }
    setColour(colour)
    cairo_set_line_width(context, thickness)
    cairo_rectangle(
      context, rect.x - thickness / 2, rect.y - thickness / 2, rect.width + thickness,
      rect.height + thickness)
    cairo_stroke(context)
  }

  /// A filled outline through points, turned around (0, 0) by an angle and
  /// moved to a place.
  func fill(
    _ points: [(x: Double, y: Double)], at x: Double, _ y: Double, angle: Double, _ colour: RGB
  ) {
    trace(points, at: x, y, angle: angle)
    setColour(colour)
    cairo_fill(context)
  }

  func stroke(
    _ points: [(x: Double, y: Double)], at x: Double, _ y: Double, angle: Double,
    thickness: Double, _ colour: RGB
  ) {
    trace(points, at: x, y, angle: angle)
    setColour(colour)
    cairo_set_line_width(context, thickness)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_stroke(context)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_MITER)
  }

  private func trace(_ points: [(x: Double, y: Double)], at x: Double, _ y: Double, angle: Double) {
    cairo_save(context)
    cairo_translate(context, x, y)
    cairo_rotate(context, angle)
    for (index, point) in points.enumerated() {
      if index == 0 {
        cairo_move_to(context, point.x, point.y)
      } else {
        cairo_line_to(context, point.x, point.y)
      }
    }
    cairo_close_path(context)
    cairo_restore(context)
  }

  /// In a colour of its own where one is given, else in the line's ink.
  func draw(_ line: TextLine, font: String, colour: RGB? = nil) {
    guard shows(line.rect), !line.text.isEmpty else { return }
    CairoText.select(font: font, size: line.size, isBold: line.isBold, in: context)
    setColour(colour ?? (line.ink == .full ? Ink.full : Ink.quiet))
    cairo_save(context)
    cairo_translate(context, line.x, line.y)
    if line.isUpright { cairo_rotate(context, -.pi / 2) }
    cairo_move_to(context, -line.length * line.share, 0)
    cairo_show_text(context, line.text)
    cairo_restore(context)
  }
}

/// What words and lines are printed in.
enum Ink {
  static let full = RGB(0x1a, 0x1a, 0x1a)
  static let quiet = RGB(0x5a, 0x5a, 0x5a)
  static let line = RGB(0x30, 0x30, 0x30)
}
