import Rasters

/// Scale bar, north arrow and the name of the reference system, placed
/// together.
struct SheetFooter {
  var scaleBar: ScaleBarLayout?
  var noScale: TextLine?
  var northArrow: NorthArrowLayout?
  var reference: [TextLine] = []

  /// The lowest of them; nil where there is none.
  var bottom: Double? {
    let rects = [scaleBar?.rect, noScale?.rect, northArrow?.rect] + reference.map(\.rect)
    return rects.compactMap { $0?.maxY }.max()
  }
}

/// Places a footer within a width, from a line downwards.
struct FooterComposer<Measure: TextMeasure> {
  let grid: Grid
  let furniture: Style.Furniture
  let spacing: SheetSpacing
  let measure: Measure
  /// Where the map is drawn.
  let map: SheetRect

  /// Scale bar at the left and arrow at the right; the reference system
  /// between them where it fits and `isOneRow`, else below.
  func footer(left: Double, right: Double, top: Double, isOneRow: Bool) -> SheetFooter {
    var footer = SheetFooter()
    footer.northArrow = northArrow(right: right, top: top)
    let end = footer.northArrow.map { $0.rect.x - spacing.gap } ?? right
    footer.scaleBar = scaleBar(left: left, width: end - left, top: top)
    if footer.scaleBar == nil { footer.noScale = noScale(left: left, top: top) }
    let scale = footer.scaleBar?.rect ?? footer.noScale?.rect
    let start = scale.map { $0.maxX + 1.5 * spacing.gap } ?? left
    let below = footer.bottom.map { $0 + 0.5 * spacing.em } ?? top
    footer.reference =
      isOneRow ? reference(left: start, right: end, top: top, most: 1, isWhole: true) : []
    if footer.reference.isEmpty {
      footer.reference = reference(left: left, right: right, top: below, most: 3)
    }
    return footer
  }

  private func northArrow(right: Double, top: Double) -> NorthArrowLayout? {
    let scaleX = map.width / Double(max(1, grid.width))
    let scaleY = map.height / Double(max(1, grid.height))
    guard furniture.northArrow,
      let angle = NorthArrowLayout.angle(of: grid.transform, scaleX: scaleX, scaleY: scaleY)
    else { return nil }
    let size = spacing.arrowSize
    return NorthArrowLayout(
      rect: SheetRect(x: (right - size).rounded(), y: top, width: size, height: size),
      angle: angle)
  }

  /// At most a third of the map long, unless that is too short to read.
  private func scaleBar(left: Double, width: Double, top: Double) -> ScaleBarLayout? {
    guard furniture.scaleBar, let pixel = grid.pixelMetres else { return nil }
    let em = spacing.em
    let longest = min(max(0.34 * map.width, 9 * em), width - 3 * em, 22 * em)
    return ScaleBarLayout(
      metresPerPixel: pixel.across * Double(max(1, grid.width)) / map.width, longest: longest,
      x: left, y: top, em: em, measure: measure)
  }

  private func noScale(left: Double, top: Double) -> TextLine? {
    guard furniture.scaleBar else { return nil }
    let size = 0.9 * spacing.em
    return measure.line("no scale", x: left, y: top + size, size: size, ink: .quiet)
  }

  /// `isWhole` gives nothing rather than a part.
  private func reference(
    left: Double, right: Double, top: Double, most: Int, isWhole: Bool = false
  ) -> [TextLine] {
    let text = ReferenceText.text(grid)
    let size = 0.9 * spacing.em
    let length = measure.width(text, size: size, isBold: false)
    guard furniture.coordinates, !text.isEmpty, !isWhole || length <= right - left else {
      return []
    }
    let texts = measure.wrapped(text, size: size, within: right - left, most: most)
    return texts.enumerated().map { index, text in
      measure.line(
        text, x: left, y: top + size * (TextLine.ascent + 1.4 * Double(index)), size: size,
        ink: .quiet)
    }
  }
}
