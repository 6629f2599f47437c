import Foundation
import Kernels

/// The stratigraphic coordinate of a plunging train of folds that a fault
/// offsets: surfaces of equal value are bedding planes, and beds crop out
/// between two of them, in the nested V shapes of folded country.
struct FoldedStrata: Sendable {
  private let axis: (x: Float, y: Float)
  private let plunge: Float
  private let amplitude: Float
  private let wavenumber: Float
  private let phase: (first: Float, second: Float)
  private let fault: (x: Float, y: Float, offset: Float, displacement: Float)
  /// Bends of the axes, a third of the scene across.
  private let bend: FractalNoise
  /// Unevenness of the beds, down to the pixel.
  private let uneven: FractalNoise

  init(seed: UInt64, centre: (u: Double, v: Double), finest: Double) {
    let random = CounterRandom(seed: seed, stream: 0x666f_6c64)
    let angle = random.uniform(0) * .pi
    axis = (Float(cos(angle)), Float(sin(angle)))
    plunge = Float(0.55 + 0.35 * random.uniform(1))
    amplitude = Float(0.20 + 0.08 * random.uniform(2))
    wavenumber = Float(2 * .pi / (0.34 + 0.14 * random.uniform(3)))
    phase = (Float(random.uniform(4) * 2 * .pi), Float(random.uniform(5) * 2 * .pi))
    let across = angle + 0.9 + 0.6 * random.uniform(6)
    let (fx, fy) = (cos(across), sin(across))
    let side = 0.36 * (random.uniform(7) - 0.5)
    fault = (
      Float(fx), Float(fy), Float(centre.u * fx + centre.v * fy + side),
      Float(0.16 + 0.10 * random.uniform(8))
    )
    bend = FractalNoise(seed: seed, stream: 1, largest: 0.55, smallest: 0.2)
    uneven = FractalNoise(
      seed: seed, stream: 2, largest: 0.16, smallest: max(finest, 1e-4), persistence: 0.46)
  }

  /// `field` = the coordinate before faulting, whose gradient is that of the
  /// beds; `offset` = what the fault adds to it. `bends` and `unevenness`
  /// are left for other fields to share.
  func evaluate(
    field: Plane, offset: Plane, bends: Plane, unevenness: Plane, over patch: Patch
  ) {
    bend.evaluate(into: bends, over: patch)
    uneven.evaluate(into: unevenness, over: patch)
    for y in 0..<patch.height {
      let v = Float(patch.v(y))
      let (s, o, b, n) = (field.row(y), offset.row(y), bends.row(y), unevenness.row(y))
      for x in 0..<patch.width {
        let u = Float(patch.u(x))
        let along = u * axis.x + v * axis.y + 0.05 * b[x]
        let across = v * axis.x - u * axis.y + 0.045 * b[x]
        let angle = wavenumber * across + phase.first
        let fold = sin(angle) + 0.28 * sin(1.7 * angle + phase.second)
        s[x] = plunge * along + amplitude * fold + 0.018 * n[x]
        let side = u * fault.x + v * fault.y - fault.offset + 0.012 * b[x] + 0.004 * n[x]
        o[x] = side > 0 ? fault.displacement : 0
      }
    }
  }
}
