/// Where everything on a sheet is: values only, in pixels of the sheet.
struct SheetLayout: Hashable, Sendable {
  var width: Int
  var height: Int
  /// The size of ordinary text: the unit of line widths and gaps.
  var em: Double
  var title: [TextLine] = []
  var subtitle: [TextLine] = []
  /// The map itself, on whole pixels.
  var map: SheetRect
  var ticks: [CoordinateTick] = []
  var legend: LegendLayout?
  var scaleBar: ScaleBarLayout?
  /// What stands in place of a scale bar.
  var noScale: TextLine?
  var northArrow: NorthArrowLayout?
  var reference: [TextLine] = []
  var credit: [TextLine] = []

  /// Everything that takes room of its own, with a name.
  var occupied: [(name: String, rect: SheetRect)] {
    var all: [(String, SheetRect)] = [("map", map)]
    all += title.map { ("title", $0.rect) }
    all += subtitle.map { ("subtitle", $0.rect) }
    all += ticks.map { ("tick", $0.label.rect) }
    all += reference.map { ("reference", $0.rect) }
    all += credit.map { ("credit", $0.rect) }
    if let legend { all.append(("legend", legend.rect)) }
    if let scaleBar { all.append(("scale bar", scaleBar.rect)) }
    if let noScale { all.append(("no scale", noScale.rect)) }
    if let northArrow { all.append(("north arrow", northArrow.rect)) }
    return all
  }
}
