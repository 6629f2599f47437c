import Foundation

/// A separable Gaussian blur of five taps.
struct GaussianBlur: Sendable {
  static let radius = 2
  /// Weights at distances 0, 1 and 2; they add up to 1 over five taps.
  private let taps: (centre: Float, near: Float, far: Float)

  /// `sigma` in pixels.
  init(sigma: Double) {
    let raw = [0.0, 1, 2].map { exp(-$0 * $0 / (2 * sigma * sigma)) }
    let sum = raw[0] + 2 * raw[1] + 2 * raw[2]
    taps = (Float(raw[0] / sum), Float(raw[1] / sum), Float(raw[2] / sum))
  }

  /// Blurs one row of the block below into `out`: `rows` are the five source
  /// rows around it, each starting two samples left of `out`; `line` holds
  /// `width + 4` values.
  func blur(
    rows: (Int) -> UnsafePointer<Float>, line: UnsafeMutablePointer<Float>,
    out: UnsafeMutablePointer<Float>, width: Int
  ) {
    let (a, b, c, d, e) = (rows(0), rows(1), rows(2), rows(3), rows(4))
    let t = taps
    for x in 0..<(width + 4) {
      line[x] = t.centre * c[x] + t.near * (b[x] + d[x]) + t.far * (a[x] + e[x])
    }
    for x in 0..<width {
      out[x] =
        t.centre * line[x + 2] + t.near * (line[x + 1] + line[x + 3])
        + t.far * (line[x] + line[x + 4])
    }
  }
}
