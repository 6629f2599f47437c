/// How much of a pixel lies beyond a contour of a smooth field: the distance
/// of the centre from the contour, in pixels, is (field - level) / |gradient|,
/// and half a pixel on each side of it is mixed.
enum Coverage {
  /// |gradient| per sample by central differences, at least a tiny number.
  static func gradient(of field: Plane, into plane: Plane, over patch: Patch) {
    let last = patch.width - 1
    for y in 0..<patch.height {
      let up = field.row(max(0, y - 1))
      let down = field.row(min(patch.height - 1, y + 1))
      let (f, out) = (field.row(y), plane.row(y))
      for x in 0...last {
        let dx = 0.5 * (f[min(last, x + 1)] - f[max(0, x - 1)])
        let dy = 0.5 * (down[x] - up[x])
        out[x] = max(1e-12, (dx * dx + dy * dy).squareRoot())
      }
    }
  }

  /// `share` = the part of each pixel where the field is above `level`.
  static func above(
    _ level: Float, field: Plane, gradient: Plane, share: Plane, over patch: Patch
  ) {
    Self.gradient(of: field, into: gradient, over: patch)
    for y in 0..<patch.height {
      let (f, g, out) = (field.row(y), gradient.row(y), share.row(y))
      for x in 0..<patch.width {
        out[x] = min(1, max(0, 0.5 + (f[x] - level) / g[x]))
      }
    }
  }
}
