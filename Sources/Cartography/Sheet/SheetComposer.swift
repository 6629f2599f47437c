import Rasters

/// Computes the layout of a sheet from top to bottom: title, map with its
/// frame, legend beside or below it, scale bar and arrow, credit.
///
/// Everything is aligned with the left side of the map; coordinates hang out
/// into the margin.
struct SheetComposer<Measure: TextMeasure> {
  let grid: Grid
  let style: Style
  let measure: Measure
  let spacing: SheetSpacing
  private let table: LegendTable
  /// Room for coordinates left of the map and under it.
  private let gutter: Double
  private let left: Double

  init(
    grid: Grid, legend: Legend, unmapped: String = MapSheet.noData, style: Style, measure: Measure
  ) {
    self.grid = grid
    self.style = style
    self.measure = measure
    spacing = SheetSpacing(style.layout)
    table = LegendTable(
      legend: legend, gridPixels: grid.pixelCount, unmapped: unmapped, nodata: style.nodata,
      opacity: style.opacity)
    let hasTicks = style.furniture.coordinates && TickComposer<Measure>.canLabel(grid)
    gutter = hasTicks ? spacing.gutter : 0
    left = max(spacing.margin, (gutter + 0.6 * spacing.em).rounded())
  }

  /// Pixels between the margins.
  private var room: Double { spacing.width - left - spacing.margin }

  func layout(title: String, subtitle: String, credit: String) -> SheetLayout {
    var sheet = SheetLayout(
      width: Int(spacing.width), height: 0, em: spacing.em,
      map: SheetRect(x: 0, y: 0, width: 0, height: 0))
    var y = addHeading(title: title, subtitle: subtitle, to: &sheet)
    y = addMap(from: y.rounded(), to: &sheet)
    y = addFooter(from: y, to: &sheet)
    if style.furniture.legend, sheet.legend == nil { y = addLegendBelow(from: y, to: &sheet) }
    if style.furniture.credit { y = addCredit(credit, from: y, to: &sheet) }
    sheet.height = Int((y + spacing.margin).rounded(.up))
    cutWidth(of: &sheet)
    return sheet
  }

  /// Cuts a sheet that is white at its right for a fifth or more.
  private func cutWidth(of sheet: inout SheetLayout) {
    let used = sheet.occupied.map(\.rect.maxX).max() ?? spacing.width
    let wanted = (used + spacing.margin).rounded(.up)
    if wanted < 0.8 * spacing.width { sheet.width = Int(wanted) }
  }
}

// MARK: - Words

extension SheetComposer {
  /// Lines of text from `y` down; the new `y` is under the last one.
  private func lines(
    _ text: String, from y: Double, size: Double, isBold: Bool = false,
    ink: TextLine.Ink = .full
  ) -> (lines: [TextLine], y: Double) {
    let texts = measure.wrapped(
      PlainText.spaced(text), size: size, isBold: isBold, within: room, most: 2)
    let height = (size * (TextLine.ascent + TextLine.descent)).rounded(.up) + 2
    let lines = texts.enumerated().map { index, text in
      measure.line(
        text, x: left, y: y + size * TextLine.ascent + 1 + Double(index) * height, size: size,
        isBold: isBold, ink: ink)
    }
    return (lines, y + Double(texts.count) * height)
  }

  private func addHeading(
    title: String, subtitle: String, to sheet: inout SheetLayout
  ) -> Double {
    let top = spacing.margin
    let em = spacing.em
    let first = lines(title, from: top, size: spacing.titleSize, isBold: true)
    let second = lines(
      subtitle, from: first.y + 0.15 * em, size: spacing.subtitleSize, ink: .quiet)
    sheet.title = first.lines
    sheet.subtitle = second.lines
    if !second.lines.isEmpty { return second.y + 0.8 * em }
    return first.lines.isEmpty ? top : first.y + 0.8 * em
  }

  private func addCredit(
    _ text: String, from y: Double, to sheet: inout SheetLayout
  ) -> Double {
    let placed = lines(text, from: y + 1.2 * spacing.em, size: spacing.smallSize, ink: .quiet)
    sheet.credit = placed.lines
    return placed.lines.isEmpty ? y : placed.y
  }
}

// MARK: - Map and legend

extension SheetComposer {
  private func fit(within width: Double) -> MapFit {
    MapFit(
      grid, within: max(1, width), by: spacing.highest, largestPixel: spacing.largestPixel,
      thinnest: spacing.thinnest)
  }

  /// Places the map, and the legend beside it where that is the better
  /// place.
  private func addMap(from top: Double, to sheet: inout SheetLayout) -> Double {
    let beside = legendBeside()
    let size = beside?.map ?? fit(within: room)
    sheet.map = SheetRect(
      x: left, y: top, width: Double(size.width), height: Double(size.height))
    if gutter > 0 {
      let composer = TickComposer(grid: grid, spacing: spacing, measure: measure)
      sheet.ticks = composer.ticks(around: sheet.map)
    }
    let bottom = sheet.map.maxY + gutter
    guard let beside else { return bottom }
    let placer = LegendPlacer(table: table, columns: beside.columns, measure: measure)
    let legend = placer.placed(x: sheet.map.maxX + spacing.gap, y: top, count: beside.count)
    sheet.legend = legend
    return max(bottom, legend.rect.maxY)
  }

  /// A map with its legend to the right.
  private struct Beside {
    var map: MapFit
    var columns: LegendColumns
    var count: Int
  }

  /// The fewest columns that are not higher than the map, if they leave a
  /// map that is not wide half of the room, or any map the size it has
  /// without them.
  private func legendBeside() -> Beside? {
    guard style.furniture.legend, !table.items.isEmpty else { return nil }
    let alone = Double(fit(within: room).width)
    let columns = LegendColumns(table, em: spacing.em, limit: 0.4 * room, measure: measure)
    guard columns.nameWidth >= min(4 * spacing.em, room / 8) else { return nil }
    let narrowest = MapFit.aspect(grid) < 1.4 ? min(0.5 * room, alone).rounded(.down) : alone
    for count in 1...8 {
      let free = room - spacing.gap - columns.width(of: count)
      let map = fit(within: free)
      guard free >= narrowest, Double(map.width) >= narrowest else { return nil }
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
    let columns = LegendColumns(table, em: spacing.em, limit: room, measure: measure)
    let most = Int(((room + columns.gap) / (columns.width + columns.gap)).rounded(.down))
    let wanted = (table.items.count + 3) / 4
    let placer = LegendPlacer(table: table, columns: columns, measure: measure)
    let legend = placer.placed(
      x: left, y: (y + spacing.gap).rounded(), count: max(1, min(most, wanted)))
    sheet.legend = legend
    return legend.rect.maxY
  }
}

// MARK: - Scale and north

extension SheetComposer {
  /// Adds the footer at the foot of the legend where there is room beside the map, else in a
  /// row under the map.
  private func addFooter(from y: Double, to sheet: inout SheetLayout) -> Double {
    let composer = FooterComposer(
      grid: grid, furniture: style.furniture, spacing: spacing, measure: measure, map: sheet.map)
    if let footer = underLegend(composer, sheet) {
      add(footer, to: &sheet)
      return y
    }
    let widest = max(sheet.map.maxX, sheet.legend?.rect.maxX ?? 0, left + 18 * spacing.em)
    let right = min(
      sheet.map.width >= 0.5 * room ? sheet.map.maxX : widest, spacing.width - spacing.margin)
    let top = (y + 0.9 * spacing.em).rounded()
    let footer = composer.footer(left: left, right: right, top: top, isOneRow: true)
    add(footer, to: &sheet)
    return footer.bottom ?? y
  }

  /// The footer with its lower edge at that of the map, if the legend leaves
  /// room for it.
  private func underLegend(
    _ composer: FooterComposer<Measure>, _ sheet: SheetLayout
  ) -> SheetFooter? {
    guard let legend = sheet.legend?.rect, legend.width >= 14 * spacing.em else { return nil }
    func placed(_ top: Double) -> SheetFooter {
      composer.footer(left: legend.x, right: legend.maxX, top: top, isOneRow: false)
    }
    guard let height = placed(0).bottom else { return nil }
    let top = (sheet.map.maxY - height).rounded(.down)
    return top >= legend.maxY + spacing.gap ? placed(top) : nil
  }

  private func add(_ footer: SheetFooter, to sheet: inout SheetLayout) {
    sheet.scaleBar = footer.scaleBar
    sheet.noScale = footer.noScale
    sheet.northArrow = footer.northArrow
    sheet.reference = footer.reference
  }
}
