import Files
import Foundation
package import Rasters

/// What says where a picture lies: six numbers in `NAME.pgw`, as most programs
/// read them, and the reference system in `NAME.png.aux.xml`, as GDAL does.
package enum WorldFile {
  /// `sheet.pgw` to `sheet.png`.
  package static func path(beside picture: String) -> String {
    URL(fileURLWithPath: picture).deletingPathExtension().appendingPathExtension("pgw").path
  }

  /// `grid` is the picture's own, in its pixels.
  package static func write(_ grid: Grid, beside picture: String) throws {
    guard let transform = grid.transform else { return }
    try TemporaryName.write(auxiliary(grid, transform), to: picture + ".aux.xml")
    try TemporaryName.write(text(transform), to: path(beside: picture))
  }

  /// Sizes of a pixel, then the centre of the first one.
  static func text(_ t: GeoTransform) -> String {
    let centre = t.apply(column: 0.5, row: 0.5)
    return [t.columnX, t.columnY, t.rowX, t.rowY, centre.x, centre.y].map { "\($0)\n" }.joined()
  }

  private static func auxiliary(_ grid: Grid, _ t: GeoTransform) -> String {
    let reference = grid.wkt.map { "  <SRS>\(MarkupText.xml($0))</SRS>\n" } ?? ""
    let numbers = t.coefficients.map { "\($0)" }.joined(separator: ", ")
    return "<PAMDataset>\n\(reference)  <GeoTransform>\(numbers)</GeoTransform>\n</PAMDataset>\n"
  }
}
