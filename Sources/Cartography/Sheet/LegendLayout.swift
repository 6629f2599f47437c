import Rasters

/// The placed legend of a sheet.
struct LegendLayout: Hashable, Sendable {
  /// One unit, or "no data".
  struct Row: Hashable, Sendable {
    var box: SheetRect
    var colour: RGB
    var texts: [TextLine]
  }

  var rect: SheetRect
  /// The words over the columns.
  var header: [TextLine]
  /// Thin lines under the header.
  var rules: [SheetRect]
  var rows: [Row]
  /// "and 12 more units", where not all are shown.
  var remark: TextLine?
}
