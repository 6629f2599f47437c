import Rasters

/// Computes the layout of a sheet from top to bottom: title, map with its
/// frame, legend beside or below it, scale bar and arrow, credit.
struct SheetComposer<Measure: TextMeasure> {
  let grid: Grid
  let style: Style
  let legend: Legend
  let measure: Measure
  let spacing: SheetSpacing
  private let table: LegendTable

  init(grid: Grid, legend: Legend, style: Style, measure: Measure) {
    self.grid = grid
    self.style = style
    self.legend = legend
    self.measure = measure
    spacing = SheetSpacing(style.layout)
    table = LegendTable(
      legend: legend, gridPixels: grid.pixelCount, nodata: style.nodata, opacity: style.opacity)
  }

  func layout(title: String, subtitle: String, credit: String) -> SheetLayout {
    var sheet = SheetLayout(
      width: Int(spacing.width), height: 0, em: spacing.em,
      map: SheetRect(x: 0, y: 0, width: 0, height: 0))
    var y = addHeading(title: title, subtitle: subtitle, to: &sheet)
    y = addMap(from: y, to: &sheet)
    y = addFooter(from: y, to: &sheet)
    if style.furniture.legend, sheet.legend == nil { y = addLegendBelow(from: y, to: &sheet) }
    if style.furniture.credit { y = addCredit(credit, from: y, to: &sheet) }
    sheet.height = Int((y + spacing.margin).rounded(.up))
    return sheet
  }
}

// MARK: - Words

extension SheetComposer {
  /// Lines of text from `y` down; the new `y` is under the last one.
  private func lines(
    _ text: String, from y: Double, size: Double, most: Int, isBold: Bool = false,
    ink: TextLine.Ink = .full
  ) -> (lines: [TextLine], y: Double) {
    let plain = PlainText.oneLine(text)
    let texts = measure.wrapped(
      plain, size: size, isBold: isBold, within: spacing.contentWidth, most: most)
    let height = (size * (TextLine.ascent + TextLine.descent)).rounded(.up) + 2
    let lines = texts.enumerated().map { index, text in
      measure.line(
        text, x: spacing.margin, y: y + size * TextLine.ascent + 1 + Double(index) * height,
        size: size, isBold: isBold, ink: ink)
    }
    return (lines, y + Double(texts.count) * height)
  }

  private func addHeading(
    title: String, subtitle: String, to sheet: inout SheetLayout
  ) -> Double {
    let top = spacing.margin
    let first = lines(title, from: top, size: spacing.titleSize, most: 2, isBold: true)
    let second = lines(
      subtitle, from: first.y + 0.15 * spacing.em, size: spacing.subtitleSize, most: 2,
      ink: .quiet)
    sheet.title = first.lines
    sheet.subtitle = second.lines
    if !second.lines.isEmpty { return second.y + spacing.em }
    return first.lines.isEmpty ? top : first.y + spacing.em
  }

  private func addCredit(
    _ text: String, from y: Double, to sheet: inout SheetLayout
  ) -> Double {
    let placed = lines(
      text, from: y + spacing.em, size: spacing.smallSize, most: 2, ink: .quiet)
    sheet.credit = placed.lines
    return placed.lines.isEmpty ? y : placed.y
  }
}

// MARK: - Map and legend

extension SheetComposer {
  /// Coordinates are marked where the sides of the map run along the axes.
  private var hasTicks: Bool {
    guard style.furniture.coordinates, let t = grid.transform else { return false }
    return t.rowX == 0 && t.columnY == 0 && t.columnX != 0 && t.rowY != 0
  }

  private var gutter: Double { hasTicks ? spacing.gutter : 0 }

  private func fit(within width: Double) -> MapFit {
    MapFit(grid, within: width, by: spacing.highest, largestPixel: spacing.largestPixel)
  }

  /// Places the map, and the legend beside it where that is the better
  /// place.
  private func addMap(from top: Double, to sheet: inout SheetLayout) -> Double {
    let x = spacing.margin + gutter
    let room = spacing.contentWidth - gutter
    let beside = legendBeside(room: room)
    let size = beside?.map ?? fit(within: room)
    sheet.map = SheetRect(
      x: x, y: top, width: Double(size.width), height: Double(size.height))
    if hasTicks { sheet.ticks = ticks(around: sheet.map) }
    var bottom = sheet.map.maxY + gutter
    if let beside {
      let placer = LegendPlacer(table: table, columns: beside.columns, measure: measure)
      let legend = placer.placed(x: sheet.map.maxX + spacing.gap, y: top, count: beside.count)
      sheet.legend = legend
      bottom = max(bottom, legend.rect.maxY)
    }
    return bottom
  }

  /// A map with its legend to the right.
  private struct Beside {
    var map: MapFit
    var columns: LegendColumns
    var count: Int
  }

  /// The fewest columns that are not higher than the map, if the map is not
  /// wide and they leave it half of the room.
  private func legendBeside(room: Double) -> Beside? {
    guard style.furniture.legend, !table.items.isEmpty, MapFit.aspect(grid) < 1.4 else {
      return nil
    }
    let columns = LegendColumns(
      table, em: spacing.em, limit: 0.4 * spacing.contentWidth, measure: measure)
    guard columns.nameWidth >= min(4 * spacing.em, room / 8) else { return nil }
    for count in 1...8 {
      let width = columns.width(of: count)
      let map = fit(within: max(1, room - spacing.gap - width))
      let narrowest = min(0.5 * room, Double(fit(within: room).width))
      guard Double(map.width) >= narrowest.rounded(.down) else { return nil }
      let rows = (table.items.count + count - 1) / count
      let height = columns.height(rows: rows, hasRemark: table.left > 0)
      if height <= max(Double(map.height), 0.3 * spacing.width) {
        return Beside(map: map, columns: columns, count: count)
      }
    }
    return nil
  }

  private func addLegendBelow(from y: Double, to sheet: inout SheetLayout) -> Double {
    guard !table.items.isEmpty else { return y }
    let room = spacing.contentWidth
    let columns = LegendColumns(table, em: spacing.em, limit: room, measure: measure)
    let most = Int(((room + columns.gap) / (columns.width + columns.gap)).rounded(.down))
    let wanted = (table.items.count + 3) / 4
    let placer = LegendPlacer(table: table, columns: columns, measure: measure)
    let legend = placer.placed(
      x: spacing.margin, y: (y + spacing.gap).rounded(), count: max(1, min(most, wanted)))
    sheet.legend = legend
    return legend.rect.maxY
  }
}

// MARK: - Coordinates, scale and north

extension SheetComposer {
  private func ticks(around map: SheetRect) -> [CoordinateTick] {
    guard let t = grid.transform else { return [] }
    let isDegrees = grid.reference.isGeographic
    let along = TickAxis(
      start: t.originX, end: t.originX + Double(grid.width) * t.columnX, length: map.width,
      notation: isDegrees ? .longitude : .plain)
    let down = TickAxis(
      start: t.originY, end: t.originY + Double(grid.height) * t.rowY, length: map.height,
      notation: isDegrees ? .latitude : .plain)
    return marks(along).compactMap { bottomTick($0, map) }
      + marks(down).compactMap { leftTick($0, map) }
  }

  private func marks(_ axis: TickAxis) -> [TickAxis.Mark] {
    axis.marks(gap: 2.5 * spacing.em) {
      measure.width($0, size: spacing.tickSize, isBold: false)
    }
  }

  /// Nil where the label would hang over the side of the map.
  private func bottomTick(_ mark: TickAxis.Mark, _ map: SheetRect) -> CoordinateTick? {
    let size = spacing.tickSize
    let label = measure.line(
      mark.label, x: map.x + mark.place,
      y: map.maxY + spacing.tickGap + size * TextLine.ascent, size: size, alignment: .middle)
    let over = min(0.9 * spacing.em, spacing.gap / 2, spacing.margin)
    guard label.rect.x >= map.x - over, label.rect.maxX <= map.maxX + over else { return nil }
    return CoordinateTick(edge: .bottom, position: map.x + mark.place, label: label)
  }

  private func leftTick(_ mark: TickAxis.Mark, _ map: SheetRect) -> CoordinateTick? {
    let size = spacing.tickSize
    let label = measure.line(
      mark.label, x: map.x - spacing.tickGap - size * TextLine.descent, y: map.y + mark.place,
      size: size, alignment: .middle, isUpright: true)
    guard label.rect.y >= map.y, label.rect.maxY <= map.maxY else { return nil }
    return CoordinateTick(edge: .left, position: map.y + mark.place, label: label)
  }

  /// The row under the map: scale bar at the left, arrow at the right, the
  /// reference system between them or, where that is too narrow, below.
  private func addFooter(from y: Double, to sheet: inout SheetLayout) -> Double {
    let top = (y + 0.9 * spacing.em).rounded()
    let left = spacing.margin + gutter
    let isWide = sheet.map.width >= 0.5 * spacing.contentWidth
    let right = isWide ? sheet.map.maxX : spacing.width - spacing.margin
    addArrow(right: right, top: top, to: &sheet)
    let end = sheet.northArrow.map { $0.rect.x - spacing.gap } ?? right
    addScale(left: left, right: end, top: top, to: &sheet)
    let scale = sheet.scaleBar?.rect ?? sheet.noScale?.rect
    let start = scale.map { $0.maxX + 1.5 * spacing.gap } ?? left
    let row = [scale, sheet.northArrow?.rect].compactMap { $0?.maxY }.max() ?? y
    addReference(from: start, to: end, left: left, top: top, row: row, sheet: &sheet)
    return max(row, sheet.reference.last?.rect.maxY ?? row)
  }

  private func addArrow(right: Double, top: Double, to sheet: inout SheetLayout) {
    let scaleX = sheet.map.width / Double(max(1, grid.width))
    let scaleY = sheet.map.height / Double(max(1, grid.height))
    guard style.furniture.northArrow,
      let angle = NorthArrowLayout.angle(of: grid.transform, scaleX: scaleX, scaleY: scaleY)
    else { return }
    let size = spacing.arrowSize
    sheet.northArrow = NorthArrowLayout(
      rect: SheetRect(x: right - size, y: top, width: size, height: size), angle: angle)
  }

  private func addScale(left: Double, right: Double, top: Double, to sheet: inout SheetLayout) {
    guard style.furniture.scaleBar else { return }
    let longest = min(max(0.35 * sheet.map.width, 9 * spacing.em), 0.6 * (right - left), 22 * spacing.em)
    let columns = Double(max(1, grid.width))
    if let size = grid.pixelMetres,
      let bar = ScaleBarLayout(
        metresPerPixel: size.across * columns / sheet.map.width, longest: longest, x: left, y: top,
        em: spacing.em, measure: measure)
    {
      sheet.scaleBar = bar
    } else {
      let size = 0.9 * spacing.em
      sheet.noScale = measure.line("no scale", x: left, y: top + size, size: size, ink: .quiet)
    }
  }

  private func addReference(
    from start: Double, to end: Double, left: Double, top: Double, row: Double,
    sheet: inout SheetLayout
  ) {
    let text = ReferenceText.text(grid)
    guard style.furniture.coordinates, !text.isEmpty else { return }
    let size = 0.9 * spacing.em
    let length = measure.width(text, size: size, isBold: false)
    let isBeside = end - start >= length
    let x = isBeside ? start : left
    let limit = isBeside ? end - start : spacing.width - spacing.margin - left
    let y = isBeside ? top : row + 0.4 * spacing.em
    let shown = measure.fitted(text, size: size, within: limit)
    sheet.reference = [
      measure.line(shown, x: x, y: y + size * TextLine.ascent + 1, size: size, ink: .quiet)
    ]
  }
}
