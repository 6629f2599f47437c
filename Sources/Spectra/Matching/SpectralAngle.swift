import Foundation

/// The angle between spectra, which does not ask how bright the ground is lit: Kruse et al., Remote
/// Sensing of Environment 44, 145-163, 1993.
package enum SpectralAngle {
  /// In degrees, over the entries that both have; nil with fewer than `least`, or where one is 0.
  package static func degrees(_ a: [Double], _ b: [Double], least: Int = 2) -> Double? {
    var (ab, aa, bb, count) = (0.0, 0.0, 0.0, 0)
    for (x, y) in zip(a, b) where x.isFinite && y.isFinite {
      ab += x * y
      aa += x * x
      bb += y * y
      count += 1
    }
    guard count >= least, aa > 0, bb > 0 else { return nil }
    return acos(min(1, max(-1, ab / (aa * bb).squareRoot()))) * 180 / .pi
  }
}

/// A spectrum of a library that another one resembles.
package struct SpectrumMatch: Sendable, Equatable {
  package let name: String
  /// In degrees.
  package let angle: Double
}

extension SensorSpectra {
  /// Fewer bands than this tell nothing.
  package static let fewestBands = 3

  /// The nearest spectra by their angle, the nearest first. Spectra that lack more than a quarter
  /// of the bands are passed over: with fewer bands angles are smaller.
  package func nearest(to spectrum: [Double], count: Int) -> [SpectrumMatch] {
    let known = spectrum.count(where: \.isFinite)
    let least = max(Self.fewestBands, (3 * known + 3) / 4)
    let all = zip(names, values).compactMap { name, values in
      SpectralAngle.degrees(spectrum, values, least: least).map {
        SpectrumMatch(name: name, angle: $0)
      }
    }
    return Array(
      all.enumerated().sorted {
        ($0.element.angle, $0.offset) < ($1.element.angle, $1.offset)
      }.prefix(count).map(\.element))
  }
}
