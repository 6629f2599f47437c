/// The light on the slopes, relative to flat ground:
/// diffuse + (1 - diffuse) max(0, cos i) / cos z.
struct ShadedRelief: Sendable {
  let sun: Sun
  /// Size of a sample in scene units.
  let step: Double

  /// `shade` = relative light, `slope` = tangent of the slope. Samples on the
  /// rim of the patch repeat their neighbours. Under `level` ground (share 0
  /// to 1) there is no slope.
  func evaluate(
    shade: Plane, slope: Plane, height: Plane, level: UnsafePointer<Float>, levelStride: Int,
    over patch: Patch
  ) {
    let s = sun.direction
    let scale = Float(0.5 / step)
    let direct = (1 - Sun.diffuse) / s.up
    for y in 0..<patch.height {
      let up = height.row(max(0, y - 1))
      let down = height.row(min(patch.height - 1, y + 1))
      let h = height.row(y)
      let (out, tangent) = (shade.row(y), slope.row(y))
      let flat = level + y * levelStride
      let last = patch.width - 1
      for x in 0...last {
        let rough = (1 - flat[x]) * scale
        let east = (h[min(last, x + 1)] - h[max(0, x - 1)]) * rough
        let south = (down[x] - up[x]) * rough
        let square = east * east + south * south
        let cosine = (s.up - east * s.east - south * s.south) / (1 + square).squareRoot()
        out[x] = Sun.diffuse + direct * max(0, cosine)
        tangent[x] = square.squareRoot()
      }
    }
  }
}
