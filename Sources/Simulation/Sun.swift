import Foundation

/// Where the light comes from.
package struct Sun: Sendable, Hashable {
  /// Degrees above the horizon.
  package var elevation = 48.5
  /// Degrees from north, clockwise.
  package var azimuth = 58.0

  package var sineOfElevation: Double { sin(elevation * .pi / 180) }

  /// Unit vector towards the sun: east, south (as rows go) and up.
  var direction: (east: Float, south: Float, up: Float) {
    let (e, a) = (elevation * .pi / 180, azimuth * .pi / 180)
    return (Float(sin(a) * cos(e)), Float(-cos(a) * cos(e)), Float(sin(e)))
  }

  /// Share of the light of flat ground that comes from the sky.
  static let diffuse: Float = 0.16
}
