import Foundation

/// A band of a simulated survey; numbers like those of SDSS.
struct SurveyBand: Sendable {
  var name: String
  /// Value of the sky and deviation of its noise in a pixel.
  var sky: Double
  var noise: Double

  /// Magnitude of a source of one unit.
  static let zeroPoint = 25.0
  /// Electrons per unit.
  static let gain = 4.0

  static let all = [
    SurveyBand(name: "g", sky: 60, noise: 1.6),
    SurveyBand(name: "r", sky: 90, noise: 2.0),
    SurveyBand(name: "i", sky: 130, noise: 2.6),
  ]

  static func flux(_ magnitude: Double) -> Double { pow(10, -0.4 * (magnitude - zeroPoint)) }
}

/// Magnitudes in g, r and i against r.
struct SurveyColour: Sendable {
  var bands: [Double]

  static let old = SurveyColour(bands: [0.85, 0, -0.4])
  static let middle = SurveyColour(bands: [0.6, 0, -0.25])
  static let young = SurveyColour(bands: [0.3, 0, -0.1])
}
