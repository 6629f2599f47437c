import Foundation

/// Reads right ascensions and declinations as catalogues write them.
package enum SkyAngle {
  /// "10.684", "00:42:44.33", "00 42 44.33", "0h42m44.33s": degrees from 0 to
  /// below 360, or nil. Sexagesimal right ascensions are in hours unless they
  /// say "d". Plain numbers are in `unit`.
  package static func rightAscension(_ text: String, unit: AngleUnit = .degrees) -> Double? {
    guard let parts = Parts(text) else { return nil }
    let degrees: Double
    if parts.isSexagesimal {
      degrees = parts.value * (parts.saysDegrees ? 1 : 15)
    } else if parts.saysHours || parts.saysDegrees {
      degrees = parts.value * (parts.saysHours ? 15 : 1)
    } else {
      degrees = parts.value * unit.degrees
    }
    guard degrees.isFinite, (-360.0...360.0).contains(degrees) else { return nil }
    return SkyPosition(ra: degrees, dec: 0).ra
  }

  /// A declination from -90 to 90; "-00:30:00" is below zero.
  package static func declination(_ text: String, unit: AngleUnit = .degrees) -> Double? {
    guard let parts = Parts(text), !parts.saysHours else { return nil }
    let isPlain = !parts.isSexagesimal && !parts.saysDegrees
    let degrees = parts.value * (isPlain ? unit.degrees : 1)
    return (-90.0...90.0).contains(degrees) ? degrees : nil
  }

  /// One to three numbers, the later ones sixtieths of the one before.
  private struct Parts {
    var value: Double
    var isSexagesimal: Bool
    var saysHours = false
    var saysDegrees = false

    init?(_ text: String) {
      var body = text.trimmingCharacters(in: .whitespaces).lowercased()
        .replacingOccurrences(of: "\u{2212}", with: "-")
      let isBelow = body.hasPrefix("-")
      if isBelow || body.hasPrefix("+") { body.removeFirst() }
      saysHours = body.contains("h")
      saysDegrees = body.contains("d") || body.contains("\u{B0}")
      let isNumber = Double(body) != nil
      let fields =
        isNumber ? [body[...]] : body.split { ":hdms \u{B0}'\"\u{2032}\u{2033}".contains($0) }
      let numbers = fields.compactMap { Double($0) }
      guard (1...3).contains(numbers.count), numbers.count == fields.count,
        numbers.allSatisfy({ $0.isFinite && $0 >= 0 }),
        numbers.dropFirst().allSatisfy({ $0 <= 60 }),
        numbers.dropLast().allSatisfy({ $0 == $0.rounded() }),
        numbers.count == 1 || !isBelow || body.first != "-"
      else { return nil }
      let size = zip(numbers, [1.0, 60, 3600]).reduce(0) { $0 + $1.0 / $1.1 }
      value = isBelow ? -size : size
      isSexagesimal = numbers.count > 1
    }
  }
}
