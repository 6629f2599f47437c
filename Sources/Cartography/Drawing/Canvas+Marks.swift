import CCairo
import Rasters

/// Marks of plots: discs, rings and lines of any direction.
extension Canvas {
  func disc(_ x: Double, _ y: Double, radius: Double, _ colour: RGB, opacity: Double = 1) {
    cairo_set_source_rgba(
      context, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255,
      opacity)
    cairo_new_path(context)
    cairo_arc(context, x, y, radius, 0, 2 * Double.pi)
    cairo_fill(context)
  }

  func ring(_ x: Double, _ y: Double, radius: Double, thickness: Double, _ colour: RGB) {
    setColour(colour)
    cairo_set_line_width(context, thickness)
    cairo_new_path(context)
    cairo_arc(context, x, y, radius, 0, 2 * Double.pi)
    cairo_stroke(context)
  }

  func line(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), thickness: Double, _ colour: RGB,
    dashes: [Double] = []
  ) {
    setColour(colour)
    cairo_set_line_width(context, thickness)
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    cairo_new_path(context)
    cairo_move_to(context, from.x, from.y)
    cairo_line_to(context, to.x, to.y)
    cairo_stroke(context)
    cairo_set_dash(context, nil, 0, 0)
  }

  /// What `body` draws shows only inside the rectangle.
  func clipped(to rect: SheetRect, _ body: () -> Void) {
    cairo_save(context)
    cairo_new_path(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    body()
    cairo_restore(context)
  }

  /// Three bytes for each pixel, row by row, with its corner at (x, y).
  func paste(_ pixels: [UInt8], width: Int, height: Int, x: Int, y: Int) throws {
    guard pixels.count == width * height * 3 else { return }
    try withPixels { target, stride in
      for row in max(0, top - y)..<max(max(0, top - y), min(height, top + rows - y)) {
        for column in 0..<min(width, self.width - x) {
          let place = (row * width + column) * 3
          target[(y + row - top) * stride + x + column] =
            UInt32(pixels[place]) << 16 | UInt32(pixels[place + 1]) << 8
            | UInt32(pixels[place + 2])
        }
      }
    }
  }
}
