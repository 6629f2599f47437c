/// The affine map from pixel corners to map coordinates, in GDAL's order:
///
///     x = originX + column * columnX + row * rowX
///     y = originY + column * columnY + row * rowY
///
/// `(column, row) = (0, 0)` is the outer corner of the first pixel, so a
/// pixel's centre is at half coordinates.
public struct GeoTransform: Hashable, Sendable {
  public var originX: Double
  public var columnX: Double
  public var rowX: Double
  public var originY: Double
  public var columnY: Double
  public var rowY: Double

  public init(
    originX: Double, columnX: Double, rowX: Double, originY: Double, columnY: Double, rowY: Double
  ) {
    self.originX = originX
    self.columnX = columnX
    self.rowX = rowX
    self.originY = originY
    self.columnY = columnY
    self.rowY = rowY
  }

  /// A north-up transform with square or rectangular pixels.
  public init(left: Double, top: Double, pixelWidth: Double, pixelHeight: Double) {
    self.init(
      originX: left, columnX: pixelWidth, rowX: 0, originY: top, columnY: 0, rowY: -pixelHeight)
  }

  /// The six coefficients in GDAL's order.
  public var coefficients: [Double] { [originX, columnX, rowX, originY, columnY, rowY] }

  public init?(coefficients c: [Double]) {
    guard c.count == 6, c.allSatisfy(\.isFinite) else { return nil }
    self.init(
      originX: c[0], columnX: c[1], rowX: c[2], originY: c[3], columnY: c[4], rowY: c[5])
  }

  public func apply(column: Double, row: Double) -> (x: Double, y: Double) {
    (
      originX + column * columnX + row * rowX,
      originY + column * columnY + row * rowY
    )
  }

  var determinant: Double { columnX * rowY - rowX * columnY }

  /// The pixel coordinates of a map position; nil where the transform is
  /// degenerate.
  public func invert(x: Double, y: Double) -> (column: Double, row: Double)? {
    let d = determinant
    guard d != 0, d.isFinite else { return nil }
    let dx = x - originX
    let dy = y - originY
    return ((dx * rowY - dy * rowX) / d, (dy * columnX - dx * columnY) / d)
  }

  /// Area of one pixel in squared map units; right for rotated and
  /// south-up grids too.
  public var pixelArea: Double { abs(determinant) }

  /// No rotation, rows go south, columns go east.
  public var isNorthUp: Bool { rowX == 0 && columnY == 0 && columnX > 0 && rowY < 0 }

  /// The transform of a grid that starts at another pixel of this one.
  public func shifted(column: Int, row: Int) -> GeoTransform {
    var moved = self
    (moved.originX, moved.originY) = apply(column: Double(column), row: Double(row))
    return moved
  }

  /// The transform of the same extent cut into pixels `factorX`, `factorY`
  /// times as large.
  public func scaled(x factorX: Double, y factorY: Double) -> GeoTransform {
    GeoTransform(
      originX: originX, columnX: columnX * factorX, rowX: rowX * factorY,
      originY: originY, columnY: columnY * factorX, rowY: rowY * factorY)
  }
}
