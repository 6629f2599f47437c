import Foundation

/// Lengths and areas on the ellipsoid of a reference system, on this planet or
/// another.
package struct Ellipsoid: Hashable, Sendable {
  /// Metres.
  package let semiMajor: Double
  package let eccentricitySquared: Double

  package static let wgs84 = Ellipsoid(
    semiMajor: 6_378_137, eccentricitySquared: 0.006_694_379_990_14)

  private init(semiMajor: Double, eccentricitySquared: Double) {
    self.semiMajor = semiMajor
    self.eccentricitySquared = eccentricitySquared
  }

  /// An inverse flattening of 0 is that of a sphere; nil for what is no
  /// ellipsoid.
  package init?(semiMajor: Double, inverseFlattening: Double) {
    guard semiMajor.isFinite, semiMajor > 0, inverseFlattening == 0 || inverseFlattening > 1
    else { return nil }
    let flattening = inverseFlattening == 0 ? 0 : 1 / inverseFlattening
    self.init(semiMajor: semiMajor, eccentricitySquared: flattening * (2 - flattening))
    let reference = Ellipsoid.wgs84
    if semiMajor == reference.semiMajor,
      abs(eccentricitySquared - reference.eccentricitySquared) < 1e-13
    {
      self = reference
    }
  }

  /// Length of one degree of longitude and of latitude at a latitude in
  /// degrees, in metres (Snyder, Map Projections: A Working Manual, 1987,
  /// eqs. 4-18, 4-20).
  func metresPerDegree(latitude: Double) -> (east: Double, north: Double) {
    let phi = max(-90, min(90, latitude)) * .pi / 180
    let w = 1 - eccentricitySquared * sin(phi) * sin(phi)
    let prime = semiMajor / w.squareRoot()
    let meridian = semiMajor * (1 - eccentricitySquared) / (w * w.squareRoot())
    return (prime * cos(phi) * .pi / 180, meridian * .pi / 180)
  }

  /// The latitude of the vertical where the angle at the centre is another,
  /// in degrees (Snyder 1987, eq. 3-28).
  package func geodetic(planetocentric latitude: Double) -> Double {
    guard abs(latitude) < 90, eccentricitySquared > 0 else { return latitude }
    return atan(tan(latitude * .pi / 180) / (1 - eccentricitySquared)) * 180 / .pi
  }

  /// Area between two parallels over one degree of longitude, in square
  /// metres: the integral of the area of a square degree by Simpson's rule, in
  /// steps of a degree at most. Nothing lies beyond the poles.
  func squareMetresPerDegree(from first: Double, to second: Double) -> Double {
    let south = max(-90, min(first, second))
    let north = min(90, max(first, second))
    guard north > south else { return 0 }
    let steps = max(1, Int((north - south).rounded(.up)))
    let height = (north - south) / Double(steps)
    return (0..<steps).reduce(0) { sum, step in
      let latitude = south + Double(step) * height
      return sum + height / 6
        * (squareDegree(latitude) + 4 * squareDegree(latitude + height / 2)
          + squareDegree(latitude + height))
    }
  }

  private func squareDegree(_ latitude: Double) -> Double {
    let size = metresPerDegree(latitude: latitude)
    return size.east * size.north
  }

  /// The place of a longitude and latitude in space, in metres from the
  /// centre. Unlike angles it leaps neither at the antimeridian nor at a pole.
  func place(longitude: Double, latitude: Double) -> SIMD3<Double> {
    let (lambda, phi) = (longitude * .pi / 180, latitude * .pi / 180)
    let prime = semiMajor / (1 - eccentricitySquared * sin(phi) * sin(phi)).squareRoot()
    return SIMD3(
      prime * cos(phi) * cos(lambda), prime * cos(phi) * sin(lambda),
      prime * (1 - eccentricitySquared) * sin(phi))
  }
}

extension Ellipsoid: CustomStringConvertible {
  package var description: String {
    let flattening = 1 - (1 - eccentricitySquared).squareRoot()
    let axis = String(format: "%.10g", semiMajor)
    return flattening < 1e-12
      ? "sphere, R \(axis) m" : "a \(axis) m, 1/f " + String(format: "%.9g", 1 / flattening)
  }
}
