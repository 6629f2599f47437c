import Rasters

/// Where the parts of a legend's columns are, in pixels.
struct LegendColumns {
  let em: Double
  let nameWidth: Double
  let percentWidth: Double
  let areaWidth: Double

  var boxWidth: Double { (1.7 * em).rounded() }
  var boxHeight: Double { (1.0 * em).rounded() }
  var nameStart: Double { boxWidth + (0.6 * em).rounded() }
  /// Right ends of the numbers.
  var percentEnd: Double { nameStart + nameWidth + room(percentWidth) }
  var width: Double { percentEnd + room(areaWidth) }
  /// Between columns.
  var gap: Double { (2.2 * em).rounded() }
  var rowHeight: Double { (1.5 * em).rounded() }
  var headerHeight: Double { (1.65 * em).rounded() }

  /// A column of numbers with the space before it.
  private func room(_ numbers: Double) -> Double {
    numbers > 0 ? numbers + (0.9 * em).rounded() : 0
  }

  /// The columns that a table needs, at most `limit` wide. Names give way
  /// first, then areas.
  init(_ table: LegendTable, em: Double, limit: Double, measure: some TextMeasure) {
    func widest(_ texts: [String], bold: String) -> Double {
      let bold = measure.width(bold, size: em * 0.9, isBold: true)
      let plain = texts.map { measure.width($0, size: em, isBold: false) }.max() ?? 0
      return max(bold, plain).rounded(.up)
    }
    let hasPercent = table.items.contains { !$0.percent.isEmpty }
    let percent = hasPercent ? widest(table.items.map(\.percent), bold: "%") : 0
    let area = table.areaUnit.isEmpty ? 0 : widest(table.items.map(\.area), bold: table.areaUnit)
    let most = (table.items.count <= 16 ? 22 : 16) * em
    let wish = min(widest(table.items.map(\.name), bold: "Unit"), most.rounded())
    let without = LegendColumns(em: em, nameWidth: 0, percentWidth: percent, areaWidth: area)
    let keepsArea = limit - without.width >= min(wish, 5 * em)
    let bare = LegendColumns(
      em: em, nameWidth: 0, percentWidth: percent, areaWidth: keepsArea ? area : 0)
    self.init(
      em: em, nameWidth: max(0, min(wish, limit - bare.width).rounded(.down)),
      percentWidth: percent, areaWidth: bare.areaWidth)
  }

  private init(em: Double, nameWidth: Double, percentWidth: Double, areaWidth: Double) {
    self.em = em
    self.nameWidth = nameWidth
    self.percentWidth = percentWidth
    self.areaWidth = areaWidth
  }

  /// Pixels across `count` of them.
  func width(of count: Int) -> Double {
    Double(count) * width + Double(count - 1) * gap
  }

  /// Pixels down `rows` of them with the header and a remark.
  func height(rows: Int, hasRemark: Bool) -> Double {
    headerHeight + Double(rows + (hasRemark ? 1 : 0)) * rowHeight
  }
}
