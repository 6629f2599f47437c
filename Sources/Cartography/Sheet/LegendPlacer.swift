/// Puts the words of a legend into columns.
struct LegendPlacer<Measure: TextMeasure> {
  let table: LegendTable
  let columns: LegendColumns
  let measure: Measure

  /// Fills `count` columns of equal height from their left upper corner.
  func placed(x: Double, y: Double, count: Int) -> LegendLayout {
    let rows = (table.items.count + count - 1) / count
    let used = (table.items.count + rows - 1) / rows
    let size = columns.height(rows: rows, hasRemark: table.left > 0)
    var layout = LegendLayout(
      rect: SheetRect(x: x, y: y, width: columns.width(of: used), height: size),
      header: [], rules: [], rows: [])
    for column in 0..<used {
      let left = x + Double(column) * (columns.width + columns.gap)
      layout.header += header(x: left, y: y)
      layout.rules.append(
        SheetRect(
          x: left, y: y + columns.headerHeight - 0.3 * columns.em, width: columns.width, height: 0))
      let items = table.items[(column * rows)..<min(table.items.count, (column + 1) * rows)]
      for (index, item) in items.enumerated() {
        let top = y + columns.headerHeight + Double(index) * columns.rowHeight
        layout.rows.append(row(item, x: left, y: top))
      }
    }
    layout.remark = remark(x: x, y: y + size - columns.rowHeight)
    return layout
  }

  private func header(x: Double, y: Double) -> [TextLine] {
    let size = columns.em * 0.9
    func word(_ text: String, _ end: Double, _ alignment: TextLine.Alignment) -> TextLine {
      measure.line(
        text, x: x + end, y: y + columns.em, size: size, isBold: true, alignment: alignment)
    }
    let name = measure.fitted(
      "Unit", size: size, isBold: true, within: columns.nameStart + columns.nameWidth)
    var words = [word(name, 0, .start)]
    if columns.percentWidth > 0 { words.append(word("%", columns.percentEnd, .end)) }
    if columns.areaWidth > 0 { words.append(word(table.areaUnit, columns.width, .end)) }
    return words
  }

  private func row(_ item: LegendTable.Item, x: Double, y: Double) -> LegendLayout.Row {
    let base = y + 1.08 * columns.em
    let top = (base - 0.36 * columns.em - columns.boxHeight / 2).rounded()
    let name = measure.fitted(item.name, size: columns.em, within: columns.nameWidth)
    var texts = [measure.line(name, x: x + columns.nameStart, y: base, size: columns.em)]
    if columns.percentWidth > 0 {
      texts.append(number(item.percent, x: x + columns.percentEnd, y: base))
    }
    if columns.areaWidth > 0 { texts.append(number(item.area, x: x + columns.width, y: base)) }
    return LegendLayout.Row(
      box: SheetRect(x: x, y: top, width: columns.boxWidth, height: columns.boxHeight),
      colour: item.colour, texts: texts.filter { !$0.text.isEmpty })
  }

  private func number(_ text: String, x: Double, y: Double) -> TextLine {
    measure.line(text, x: x, y: y, size: columns.em, alignment: .end)
  }

  private func remark(x: Double, y: Double) -> TextLine? {
    guard table.left > 0 else { return nil }
    let words =
      "and \(Numbers.grouped(Double(table.left))) more \(table.left == 1 ? "unit" : "units")"
    let text = measure.fitted(words, size: columns.em, within: columns.width)
    return measure.line(text, x: x, y: y + 1.08 * columns.em, size: columns.em, ink: .quiet)
  }
}
