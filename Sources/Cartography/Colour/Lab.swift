import Foundation
import Rasters

/// A colour in CIELAB under D65: `lightness` 0 ... 100, `a` from green to red,
/// `b` from blue to yellow.
struct Lab: Hashable, Sendable {
  var lightness: Double
  var a: Double
  var b: Double

  /// The CIE 1976 colour difference; about 2 is just noticeable.
  func distance(to other: Lab) -> Double {
    let l = lightness - other.lightness
    let u = a - other.a
    let v = b - other.b
    return (l * l + u * u + v * v).squareRoot()
  }
}

extension Lab {
  /// From hue in degrees, as cylindrical coordinates of the a-b plane.
  init(lightness: Double, chroma: Double, hue: Double) {
    let angle = hue * .pi / 180
    self.init(lightness: lightness, a: chroma * cos(angle), b: chroma * sin(angle))
  }

  var chroma: Double { (a * a + b * b).squareRoot() }
  var hue: Double { atan2(b, a) * 180 / .pi }

  init(_ colour: RGB) {
    self.init(linear: LinearRGB(colour))
  }

  /// CIE 15:2004, eq. 8.3 to 8.10, over the sRGB primaries (IEC 61966-2-1).
  init(linear c: LinearRGB) {
    let x = (0.4124564 * c.red + 0.3575761 * c.green + 0.1804375 * c.blue) / White.x
    let y = 0.2126729 * c.red + 0.7151522 * c.green + 0.0721750 * c.blue
    let z = (0.0193339 * c.red + 0.1191920 * c.green + 0.9503041 * c.blue) / White.z
    let (fx, fy, fz) = (Lab.compress(x), Lab.compress(y), Lab.compress(z))
    self.init(lightness: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
  }

  /// The linear light of this colour; outside 0 ... 1 where no screen can
  /// show it.
  var linear: LinearRGB {
    let fy = (lightness + 16) / 116
    let x = White.x * Lab.expand(fy + a / 500)
    let y = Lab.expand(fy)
    let z = White.z * Lab.expand(fy - b / 200)
    return LinearRGB(
      red: 3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
      green: -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
      blue: 0.0556434 * x - 0.2040259 * y + 1.0572252 * z)
  }

  /// The nearest colour of the same lightness and hue that a screen shows:
  /// chroma is taken back, in steps of a twentieth, until it fits.
  var shown: RGB {
    for step in stride(from: 20, through: 1, by: -1) {
      let share = Double(step) / 20
      let tried = Lab(lightness: lightness, a: a * share, b: b * share).linear
      if tried.isShown { return tried.encoded }
    }
    return Lab(lightness: lightness, a: 0, b: 0).linear.encoded
  }

  /// The D65 white point with Y = 1.
  private enum White {
    static let x = 0.95047
    static let z = 1.08883
  }

  private static func compress(_ t: Double) -> Double {
    t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
  }

  private static func expand(_ f: Double) -> Double {
    let cubed = f * f * f
    return cubed > 216.0 / 24389 ? cubed : (116 * f - 16) * 27 / 24389
  }
}
