import Foundation

/// Lengths and areas on the WGS 84 ellipsoid, for grids in degrees.
enum Ellipsoid {
  static let semiMajor = 6_378_137.0
  static let eccentricitySquared = 0.006_694_379_990_14

  /// Length of one degree of longitude and of latitude at a latitude, in
  /// metres (Snyder, Map Projections: A Working Manual, 1987, eqs. 4-18, 4-20).
  static func metresPerDegree(latitude: Double) -> (east: Double, north: Double) {
    let phi = max(-90, min(90, latitude)) * .pi / 180
    let w = 1 - eccentricitySquared * sin(phi) * sin(phi)
    let prime = semiMajor / w.squareRoot()
    let meridian = semiMajor * (1 - eccentricitySquared) / (w * w.squareRoot())
    return (prime * cos(phi) * .pi / 180, meridian * .pi / 180)
  }

  static func squareMetresPerSquareDegree(latitude: Double) -> Double {
    let size = metresPerDegree(latitude: latitude)
    return size.east * size.north
  }
}
