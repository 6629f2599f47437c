import Foundation

/// How well two units can be told apart by their spectra: the Jeffries-Matusita distance (Richards
/// and Jia, "Remote Sensing Digital Image Analysis", 4th edition, section 10.2.2), from 0 for the
/// same to 2 for units without a common value.
///
/// By the band that tells them apart best, with the values of each unit as a normal distribution:
/// several bands together tell at least as much.
enum Separability {
  struct Pair: Equatable {
    /// Places among the units.
    var first: Int
    var second: Int
    var distance: Double
    /// The band that tells them apart best.
    var band: Int
  }

  /// Every pair of units with pixels, the hardest to tell apart first.
  static func pairs(_ spectra: [ReportContent.Spectrum]) -> [Pair] {
    let pairs = spectra.indices.flatMap { second in
      (0..<second).compactMap { pair($0, second, spectra) }
    }
    return pairs.sorted { ($0.distance, $0.first, $0.second) < ($1.distance, $1.first, $1.second) }
  }

  private static func pair(
    _ first: Int, _ second: Int, _ spectra: [ReportContent.Spectrum]
  ) -> Pair? {
    let (one, two) = (spectra[first], spectra[second])
    let distances = zip(one.means, two.means).enumerated().compactMap {
      band, means -> (band: Int, distance: Double)? in
      guard let a = means.0, let b = means.1, let s = one.deviations[band],
        let t = two.deviations[band]
      else { return nil }
      return (band, distance(a, s, b, t))
    }
    return distances.max { $0.distance < $1.distance }.map {
      Pair(first: first, second: second, distance: $0.distance, band: $0.band)
    }
  }

  /// Of two normal distributions by means and standard deviations.
  static func distance(_ a: Double, _ s: Double, _ b: Double, _ t: Double) -> Double {
    let sum = s * s + t * t
    guard s > 0, t > 0 else { return a == b && s == t ? 0 : 2 }
    let bhattacharyya = (a - b) * (a - b) / (4 * sum) + 0.5 * log(sum / (2 * s * t))
    return 2 * (1 - exp(-bhattacharyya))
  }
}
