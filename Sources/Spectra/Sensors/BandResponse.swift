import Foundation

/// How a band of a sensor sees the spectrum: a Gaussian about its centre.
package struct BandResponse: Sendable, Equatable {
  package let name: String
  /// In micrometres.
  package let centre: Double
  /// Full width at half maximum, in micrometres.
  package let width: Double

  package init(name: String, centre: Double, width: Double) {
    self.name = name
    self.centre = centre
    self.width = width
  }

  /// Steps from one end of the Gaussian to the other, which lie 1.5 widths from its centre.
  private static let steps = 60
  private static let reach = 1.5
  /// Where more of the Gaussian than this falls on wavelengths without values, there is none.
  private static let mostMissing = 0.25

  /// The mean of a spectrum under the Gaussian, which is straight between its channels; nil where
  /// it does not cover the band. A gap that is wider than the band, as deleted channels leave it, is
  /// not bridged; in a spectrum of few broad channels one in the middle of the band is enough.
  package func value(of spectrum: LibrarySpectrum) -> Double? {
    let (waves, values) = (spectrum.micrometres, spectrum.values)
    let isBroad =
      spectrum.step > width / 2 && waves.contains { abs($0 - centre) <= width / 2 }
    let widest = isBroad ? .infinity : max(width, 3 * spectrum.step)
    var (sum, weights, missing) = (0.0, 0.0, 0.0)
    var right = 1
    for step in 0...Self.steps {
      let place = Self.reach * (2 * Double(step) / Double(Self.steps) - 1)
      let wave = centre + place * width
      let weight = exp2(-4 * place * place)
      weights += weight
      while right < waves.count - 1, waves[right] < wave { right += 1 }
      let (a, b) = (waves[right - 1], waves[right])
      guard a <= wave, wave <= b, b - a <= widest else {
        missing += weight
        continue
      }
      let share = (wave - a) / (b - a)
      sum += weight * (values[right - 1] + share * (values[right] - values[right - 1]))
    }
    guard missing <= Self.mostMissing * weights else { return nil }
    return sum / (weights - missing)
  }
}
