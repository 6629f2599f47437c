import CCairo

/// Measures text with cairo's own fonts. Owns a surface of one pixel, and is
/// for one thread at a time.
final class CairoText: TextMeasure {
  private let font: String
  private let surface: OpaquePointer
  private let context: OpaquePointer

  /// Throws where there is no memory.
  init(font: String) throws {
    self.font = font
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1) else {
      throw SheetError.noMemory(width: 1, rows: 1)
    }
    guard let context = cairo_create(surface) else {
      cairo_surface_destroy(surface)
      throw SheetError.noMemory(width: 1, rows: 1)
    }
    self.surface = surface
    self.context = context
    CairoText.setOptions(of: context)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  func width(_ text: String, size: Double, isBold: Bool) -> Double {
    guard !text.isEmpty else { return 0 }
    CairoText.select(font: font, size: size, isBold: isBold, in: context)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return extents.x_advance.isFinite ? max(extents.x_advance, extents.width) : 0
  }

  static func select(font: String, size: Double, isBold: Bool, in context: OpaquePointer) {
    let weight = isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
    cairo_select_font_face(context, font, CAIRO_FONT_SLANT_NORMAL, weight)
    cairo_set_font_size(context, size)
  }

  /// Advances without hinting: words are as wide at every place and angle.
  static func setOptions(of context: OpaquePointer) {
    let options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }
}
