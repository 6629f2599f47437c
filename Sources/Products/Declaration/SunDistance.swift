import Foundation

/// Distance from the Earth to the Sun in astronomical units.
enum SunDistance {
  /// By the first term of the orbit (eccentricity 0.01672, perihelion on
  /// about 4 January), good to 0.0005; nil for what is no date
  /// ("2019-12-01").
  static func on(_ date: String) -> Double? {
    dayOfYear(date).map { 1 - 0.01672 * cos(0.9856 * Double($0 - 4) * .pi / 180) }
  }

  static func dayOfYear(_ date: String) -> Int? {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]) else {
      return nil
    }
    let isLeap = parts[0] % 4 == 0 && (parts[0] % 100 != 0 || parts[0] % 400 == 0)
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][parts[1] - 1]
    return before + parts[2] + (isLeap && parts[1] > 2 ? 1 : 0)
  }
}
