import Foundation
import Kernels

/// A stock that cuts the beds: its field is high inside and falls outwards in
/// warped ellipses.
struct Intrusion: Sendable {
  private let centre: (u: Float, v: Float)
  private let axis: (x: Float, y: Float)
  private let stretch: Float

  init(seed: UInt64, width: Double, height: Double) {
    let random = CounterRandom(seed: seed, stream: 0x7374_6f63)
    let angle = random.uniform(0) * .pi
    axis = (Float(cos(angle)), Float(sin(angle)))
    centre = (
      Float(width * (0.25 + 0.5 * random.uniform(1))),
      Float(height * (0.25 + 0.5 * random.uniform(2)))
    )
    stretch = Float(1.25 + 0.5 * random.uniform(3))
  }

  func evaluate(into field: Plane, bends: Plane, unevenness: Plane, over patch: Patch) {
    for y in 0..<patch.height {
      let dv = Float(patch.v(y)) - centre.v
      let (f, b, n) = (field.row(y), bends.row(y), unevenness.row(y))
      for x in 0..<patch.width {
        let du = Float(patch.u(x)) - centre.u
        let p = (du * axis.x + dv * axis.y) / stretch
        let q = dv * axis.x - du * axis.y
        f[x] = 0.034 * b[x] + 0.022 * n[x] - (p * p + q * q).squareRoot()
      }
    }
  }
}
