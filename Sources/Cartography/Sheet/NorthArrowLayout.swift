import Foundation
import Rasters

/// An arrow that points where the northing grows.
struct NorthArrowLayout: Hashable, Sendable {
  /// The square it turns in.
  var rect: SheetRect
  /// Clockwise from the top of the sheet, in radians.
  var angle: Double

  /// The direction of north on a sheet whose map shows each pixel of the grid
  /// `scaleX` by `scaleY` pixels large; nil without a transform, or with one
  /// that cannot be inverted.
  static func angle(of transform: GeoTransform?, scaleX: Double, scaleY: Double) -> Double? {
    guard let t = transform else { return nil }
    let determinant = t.columnX * t.rowY - t.rowX * t.columnY
    guard determinant != 0, determinant.isFinite else { return nil }
    let across = -t.rowX / determinant * scaleX
    let down = t.columnX / determinant * scaleY
    guard across.isFinite, down.isFinite, across != 0 || down != 0 else { return nil }
    return atan2(across, -down)
  }
}
