import Foundation
import Rasters

/// A colour in linear light of the sRGB primaries, 0 ... 1 where a screen can
/// show it.
struct LinearRGB: Hashable, Sendable {
  var red: Double
  var green: Double
  var blue: Double

  /// No part is further than rounding from 0 ... 1.
  var isShown: Bool {
    [red, green, blue].allSatisfy { $0 >= -0.0005 && $0 <= 1.0005 }
  }

  /// Parts out of reach are brought to its edge.
  var clipped: LinearRGB {
    LinearRGB(
      red: min(1, max(0, red)), green: min(1, max(0, green)), blue: min(1, max(0, blue)))
  }

  /// The colour as three bytes, parts out of reach clipped.
  var encoded: RGB {
    RGB(LinearRGB.encode(red), LinearRGB.encode(green), LinearRGB.encode(blue))
  }
}

extension LinearRGB {
  init(_ colour: RGB) {
    self.init(
      red: LinearRGB.decode(colour.red), green: LinearRGB.decode(colour.green),
      blue: LinearRGB.decode(colour.blue))
  }

  /// IEC 61966-2-1, the sRGB transfer curve.
  private static func decode(_ byte: UInt8) -> Double {
    let c = Double(byte) / 255
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
  }

  private static func encode(_ part: Double) -> UInt8 {
    let l = min(max(part, 0), 1)
    let c = l <= 0.0031308 ? 12.92 * l : 1.055 * pow(l, 1 / 2.4) - 0.055
    return UInt8((c * 255).rounded())
  }
}
