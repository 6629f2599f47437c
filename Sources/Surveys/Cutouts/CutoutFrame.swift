package import Rasters

/// Which pixels of an image a cutout takes.
package struct CutoutFrame: Sendable, Equatable {
  /// May reach beyond the image.
  package var window: Window

  /// The square whose middle is nearest to a place: with an odd size its
  /// middle pixel holds the place, with an even one the place is at most half
  /// a pixel from the middle (as astropy's Cutout2D has it). Nil for places
  /// so far away that they have no number.
  package init?(centre: ImagePosition, size: Int) {
    let column = (centre.x - 1 - Double(size) / 2).rounded(.up)
    let row = (centre.y - 1 - Double(size) / 2).rounded(.up)
    guard abs(column) < 1e15, abs(row) < 1e15 else { return nil }
    window = Window(column: Int(column), row: Int(row), width: size, height: size)
  }

  /// Where the place is in the cutout, as FITS counts.
  package func place(of centre: ImagePosition) -> ImagePosition {
    ImagePosition(x: centre.x - Double(window.column), y: centre.y - Double(window.row))
  }

  package func flags(in extent: Window) -> CutoutFlags {
    let seen = window.intersection(extent)
    if seen.isEmpty { return .outside }
    return seen == window ? [] : .edge
  }
}
