import Foundation

/// Flux and its moments.
struct Moments {
  let flux: Double
  /// Flux-weighted mean position.
  let x: Double
  let y: Double

  init(_ plane: StampPlane) {
    var (m00, m10, m01) = (0.0, 0.0, 0.0)
    plane.values.withUnsafeBufferPointer { values in
      for y in 0..<plane.height {
        var (sum, first) = (0.0, 0.0)
        for x in 0..<plane.width {
          sum += values[y * plane.width + x]
          first += values[y * plane.width + x] * Double(x)
        }
        m00 += sum
        m10 += first
        m01 += sum * Double(y)
      }
    }
    flux = m00
    x = m10 / m00
    y = m01 / m00
  }

  /// Second moments about a point, not divided by the flux.
  static func second(
    _ plane: StampPlane, _ cx: Double, _ cy: Double, from threshold: Double = -.infinity
  ) -> (xx: Double, xy: Double, yy: Double) {
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    plane.values.withUnsafeBufferPointer { values in
      for y in 0..<plane.height {
        let dy = Double(y) - cy
        for x in 0..<plane.width {
          let value = values[y * plane.width + x]
          guard value != 0, value >= threshold else { continue }
          let dx = Double(x) - cx
          xx += value * dx * dx
          xy += value * dx * dy
          yy += value * dy * dy
        }
      }
    }
    return (xx, xy, yy)
  }
}

/// The Gaussian with the second moments of a source.
struct MomentShape {
  let ellipticity: Double
  let elongation: Double
  /// From x towards y, −π/2 to π/2.
  let orientation: Double

  init(_ plane: StampPlane, x: Double, y: Double, flux: Double, findings: Findings) {
    let moments = Moments.second(plane, x, y)
    var xx = moments.xx / flux
    var yy = moments.yy / flux
    let xy = moments.xy / flux
    // A row of pixels has no width, but for the last bits.
    if xx <= 1e-12 || yy <= 1e-12 { findings.note(.negativeMoment) }
    // Sources of no width are given that of a pixel (SExtractor manual, eq. 43).
    let pixel = 1.0 / 12
    while abs(xx * yy - xy * xy) < pixel * pixel {
      xx += xx >= 0 ? pixel : -pixel
      yy += yy >= 0 ? pixel : -pixel
    }
    let middle = (xx + yy) / 2
    let half = (((xx - yy) / 2) * ((xx - yy) / 2) + xy * xy).squareRoot()
    let one = abs(middle + half)
    let two = abs(middle - half)
    let ratio = (min(one, two) / max(one, two)).squareRoot()
    guard ratio.isFinite, xy.isFinite else {
      findings.note(.negativeMoment)
      (ellipticity, elongation, orientation) = (0, 1, 0)
      return
    }
    ellipticity = 1 - ratio
    elongation = 1 / max(ratio, 1e-6)
    orientation = 0.5 * atan2(2 * xy, xx - yy)
  }
}
