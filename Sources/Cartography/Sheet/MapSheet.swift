import Foundation
package import Rasters

/// A map as it goes into a paper: title, frame with coordinates, legend,
/// scale bar, north arrow, credit.
///
/// It is drawn in strips of rows that go to the file one after another, so
/// the memory it takes grows with the width of the sheet alone.
package struct MapSheet {
  package static let noData = "no data"

  package var map: any LabelRaster
  package var legend: Legend
  /// What the legend calls ground that is in no unit.
  package var unmapped: String
  package var style: Style
  package var title: String
  package var subtitle: String
  package var credit: String
  /// Drawn only if the style asks for a backdrop too.
  package var backdrop: (any Backdrop)?
  /// Throws when the work is to be given up; asked between strips.
  package var checkpoint: () throws -> Void = {}
  /// Rows drawn at a time; the picture does not depend on it.
  var stripRows = 192

  package init(
    map: any LabelRaster, legend: Legend, unmapped: String = noData,
    style: Style = .standard, title: String, subtitle: String = "", credit: String = "",
    backdrop: (any Backdrop)? = nil
  ) {
    self.map = map
    self.legend = legend
    self.unmapped = unmapped
    self.style = style
    self.title = title
    self.subtitle = subtitle
    self.credit = credit
    self.backdrop = backdrop
  }

  /// Writes a PNG file that is either whole or not there.
  package func write(to path: String) throws {
    let file = try NewFile(path: path)
    try write(to: file.stream, name: path)
    try checkpoint()
    try file.finish()
  }

  /// Writes a PNG to an open stream, which stays the caller's to flush and
  /// close. `name` is what messages call it.
  package func write(to stream: UnsafeMutablePointer<FILE>, name: String) throws {
    let layout = try layout()
    let png = try PNGWriter(
      stream: stream, name: name, width: layout.width, height: layout.height,
      dotsPerInch: style.layout.dotsPerInch)
    var strips = try SheetStrips(sheet: self, layout: layout)
    for top in stride(from: 0, to: layout.height, by: stripRows) {
      try checkpoint()
      let rows = min(stripRows, layout.height - top)
      try png.write(strips.bytes(from: top, rows: rows), rows: rows)
    }
    try png.finish()
  }

  func layout() throws -> SheetLayout {
    guard map.grid.width > 0, map.grid.height > 0 else {
      throw SheetError.emptyMap(width: map.grid.width, height: map.grid.height)
    }
    let composer = SheetComposer(
      grid: map.grid, legend: legend, unmapped: unmapped, style: style,
      measure: try CairoText(font: style.layout.font))
    return composer.layout(title: title, subtitle: subtitle, credit: credit)
  }
}
