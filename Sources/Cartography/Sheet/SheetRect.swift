/// A rectangle on a sheet in pixels: x to the right, y down from the top.
struct SheetRect: Hashable, Sendable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var maxX: Double { x + width }
  var maxY: Double { y + height }

  /// Rectangles that only share an edge do not overlap.
  func overlaps(_ other: SheetRect) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }

  func contains(_ other: SheetRect) -> Bool {
    other.x >= x && other.y >= y && other.maxX <= maxX && other.maxY <= maxY
  }

  /// The smallest rectangle around both.
  func union(_ other: SheetRect) -> SheetRect {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return SheetRect(
      x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }
}
