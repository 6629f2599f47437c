import CCairo
import Rasters

/// A strip of a sheet in memory: `rows` pixel rows from `top`, drawn on in
/// coordinates of the whole sheet. Owns its cairo surface.
///
/// The pixels are 32-bit words of 0x00rrggbb.
final class Canvas {
  let width: Int
  let rows: Int
  private(set) var top: Int
  let surface: OpaquePointer
  let context: OpaquePointer

  /// Throws where there is no memory.
  init(width: Int, rows: Int) throws {
    self.width = width
    self.rows = rows
    top = 0
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(rows))
    else { throw SheetError.noMemory(width: width, rows: rows) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface)
    else {
      cairo_surface_destroy(surface)
      throw SheetError.noMemory(width: width, rows: rows)
    }
    self.surface = surface
    self.context = context
    CairoText.setOptions(of: context)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Moves to another strip, of white paper.
  func begin(top: Int) {
    self.top = top
    cairo_identity_matrix(context)
    setColour(RGB(255, 255, 255))
    cairo_paint(context)
    cairo_translate(context, 0, -Double(top))
  }

  /// Whether something of a height would show, a pixel of ink around it
  /// counted in.
  func shows(_ rect: SheetRect) -> Bool {
    rect.maxY + 2 >= Double(top) && rect.y - 2 <= Double(top + rows)
  }

  func setColour(_ colour: RGB) {
    cairo_set_source_rgb(
      context, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255)
  }

  /// Lends the pixels with the number of words from row to row.
  func withPixels<Result>(
    _ body: (_ pixels: UnsafeMutablePointer<UInt32>, _ stride: Int) throws -> Result
  ) throws -> Result {
    cairo_surface_flush(surface)
    defer { cairo_surface_mark_dirty(surface) }
    guard let bytes = cairo_image_surface_get_data(surface) else {
      throw SheetError.noMemory(width: width, rows: rows)
    }
    let stride = Int(cairo_image_surface_get_stride(surface)) / 4
    return try bytes.withMemoryRebound(to: UInt32.self, capacity: stride * rows) {
      try body($0, stride)
    }
  }

  /// Throws what cairo has to say about the drawing so far.
  func check() throws {
    let status = cairo_status(context)
    guard status != CAIRO_STATUS_SUCCESS else { return }
    throw SheetError.drawing(String(cString: cairo_status_to_string(status)))
  }
}
