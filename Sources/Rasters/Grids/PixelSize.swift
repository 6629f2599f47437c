/// How large a pixel is on the ground.
package struct PixelSize: Hashable, Sendable {
  /// Metres along its row.
  package var across: Double
  /// Metres along its column.
  package var down: Double
  /// Cosine of the angle between row and column.
  package var cosine: Double
  /// Square metres.
  package var area: Double

  package init(across: Double, down: Double, cosine: Double, area: Double) {
    self.across = across
    self.down = down
    self.cosine = cosine
    self.area = area
  }

  /// From what a step to the next column and one to the next row are on the
  /// ground; nil where they span no area.
  init?(column: SIMD3<Double>, row: SIMD3<Double>) {
    across = (column * column).sum().squareRoot()
    down = (row * row).sum().squareRoot()
    let dot = (column * row).sum()
    area = max(0, across * across * down * down - dot * dot).squareRoot()
    cosine = dot / (across * down)
    guard across.isFinite, down.isFinite, area.isFinite, area > 0 else { return nil }
  }

  var vector: SIMD4<Double> { SIMD4(across, down, cosine, area) }

  init(_ vector: SIMD4<Double>) {
    self.init(across: vector.x, down: vector.y, cosine: vector.z, area: vector.w)
  }

  /// Steepness (tangent) of a surface that rises by `x` per metre along the
  /// row and by `y` per metre along the column.
  package func steepness(_ x: Double, _ y: Double) -> Double {
    guard cosine != 0 else { return (x * x + y * y).squareRoot() }
    let square = (x * x - 2 * x * y * cosine + y * y) / (1 - cosine * cosine)
    return max(0, square).squareRoot()
  }
}
