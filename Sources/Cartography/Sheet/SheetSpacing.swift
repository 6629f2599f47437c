/// Distances on a sheet in pixels, all in proportion to its text.
struct SheetSpacing {
  /// Pixels across the sheet.
  let width: Double
  /// The size of ordinary text.
  let em: Double

  /// Text that would not leave room for twenty of its sizes is made smaller.
  init(_ layout: Style.Layout) {
    width = Double(min(max(layout.width, 200), 32_000))
    em = max(4, min(layout.textPixels, width / Style.Layout.narrowest))
  }

  var margin: Double { min(1.8 * em, width / 22).rounded() }
  /// Between things that have nothing to do with each other.
  var gap: Double { (1.6 * em).rounded() }

  var titleSize: Double { 1.75 * em }
  var subtitleSize: Double { 1.05 * em }
  var tickSize: Double { 0.82 * em }
  var smallSize: Double { 0.8 * em }

  /// From the frame to the near edge of a coordinate, and room for one.
  var tickGap: Double { (0.55 * em).rounded() }
  var gutter: Double { (tickGap + 1.3 * tickSize).rounded(.up) }
  var arrowSize: Double { (3.6 * em).rounded() }
  /// The highest map.
  var highest: Double { (1.25 * width).rounded() }
  /// The least a side of a map is drawn, however long the other.
  var thinnest: Double { (0.5 * em).rounded(.up) }
  /// The largest pixel of a tiny map.
  var largestPixel: Double { (7 * em).rounded() }
}
