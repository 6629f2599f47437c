import Foundation

/// A material that a mean spectrum resembles. A hint and no more: the table
/// of spectra is small and schematic, and a few broad bands tell few rocks
/// apart.
package struct MaterialMatch: Sendable, Equatable {
  package let material: String
  /// Angle in degrees between the spectrum and the best mixture of the
  /// material with green plants: 0 where they have the same shape. The
  /// spectral angle of Kruse et al., Remote Sensing of Environment 44,
  /// 145-163, 1993, which does not ask how bright the ground is lit.
  package let angle: Double
  /// Share of green plants in that mixture, 0...1.
  package let plants: Double

  /// Nothing is likened to a material that is further away.
  package static let widestAngle = 6.0
  /// Under more plants than this the ground cannot be told.
  package static let mostPlants = 0.6
  /// How many times as bright as the table's a ground may be: shade, slope and
  /// grain allowed for.
  package static let brightness = 0.4...2.0
  /// Wavelengths in micrometres that the table has.
  package static let range = 0.4...2.5

  /// What covers the ground whole, and is not seen through plants.
  private static let alone = [Material.water, .snow, .greenVegetation]

  /// The materials nearest to a spectrum of reflectances at `wavelengths` in
  /// micrometres, the nearest first, none further than ``widestAngle``. There
  /// must be four bands at least within ``range``; none match else.
  ///
  /// - Parameter isNamed: which materials may be named.
  package static func nearest(
    to spectrum: [Double], at wavelengths: [Double], count: Int = 2,
    where isNamed: (Material) -> Bool = { _ in true }
  ) -> [MaterialMatch] {
    let bands = zip(spectrum, wavelengths).filter { range.contains($1) && $0.isFinite }
    guard bands.count >= 4 else { return [] }
    let values = bands.map(\.0)
    let shape = { (material: Material) in
      bands.map { material.reflectance(atMicrometres: $0.1) }
    }
    let green = shape(.greenVegetation)
    let rocks = Material.all.filter { material in
      isNamed(material) && material.name != Material.cloud.name
        && !alone.contains { $0.name == material.name }
    }
    let matches =
      alone.filter(isNamed).compactMap { match(values, $0.name, shape($0), with: nil) }
      + rocks.compactMap { match(values, $0.name, shape($0), with: green) }
    return Array(
      matches.filter { $0.angle <= widestAngle && $0.plants <= mostPlants }
        .sorted { $0.angle < $1.angle }.prefix(count))
  }

  /// Angles in degrees of spectra to mixtures of one material with plants; 180 where it cannot be.
  package static func angles(
    to material: Material, of spectra: [[Double]], at wavelengths: [Double]
  ) -> [Double] {
    let bands = wavelengths.indices.filter { range.contains(wavelengths[$0]) }
    let shape = bands.map { material.reflectance(atMicrometres: wavelengths[$0]) }
    let green = bands.map { Material.greenVegetation.reflectance(atMicrometres: wavelengths[$0]) }
    return spectra.map { spectrum in
      let found = match(bands.map { spectrum[$0] }, material.name, shape, with: green)
      guard let found, found.plants <= mostPlants else { return 180 }
      return found.angle
    }
  }

  /// The least squares mixture a x + b g with a > 0 and b >= 0.
  private static func match(
    _ s: [Double], _ name: String, _ x: [Double], with green: [Double]?
  ) -> MaterialMatch? {
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let length = dot(s, s)
    guard length > 0 else { return nil }
    var (a, b) = (dot(s, x) / dot(x, x), 0.0)
    if let g = green {
      let determinant = dot(x, x) * dot(g, g) - dot(x, g) * dot(x, g)
      let plants = (dot(x, x) * dot(s, g) - dot(x, g) * dot(s, x)) / determinant
      if plants > 0 {
        b = plants
        a = (dot(g, g) * dot(s, x) - dot(x, g) * dot(s, g)) / determinant
      }
    }
    guard a > 0, a.isFinite, b.isFinite, brightness.contains(a + b) else { return nil }
    let fit = zip(x, green ?? x).map { a * $0 + b * $1 }
    let cosine = dot(s, fit) / (length * dot(fit, fit)).squareRoot()
    return MaterialMatch(
      material: name, angle: acos(min(1, max(-1, cosine))) * 180 / .pi, plants: b / (a + b))
  }
}
