import Foundation

/// What plain numbers of an angle count.
package enum AngleUnit: Sendable, Equatable {
  case degrees, hours, radians, arcminutes, arcseconds, milliarcseconds, microarcseconds

  var degrees: Double {
    switch self {
    case .degrees: 1
    case .hours: 15
    case .radians: 180 / .pi
    case .arcminutes: 1 / 60
    case .arcseconds: 1 / 3600
    case .milliarcseconds: 1 / 3.6e6
    case .microarcseconds: 1 / 3.6e9
    }
  }

  /// How names of units begin.
  private static let words: [(String, AngleUnit)] = [
    ("deg", .degrees), ("\u{B0}", .degrees), ("hour", .hours), ("hr", .hours), ("rad", .radians),
    ("arcmin", .arcminutes), ("amin", .arcminutes), ("arcsec", .arcseconds),
    ("asec", .arcseconds), ("mas", .milliarcseconds), ("marcsec", .milliarcseconds),
    ("milliarcsec", .milliarcseconds), ("uas", .microarcseconds), ("uarcsec", .microarcseconds),
    ("\u{3BC}as", .microarcseconds), ("\u{B5}as", .microarcseconds),
    ("microarcsec", .microarcseconds),
  ]

  /// As tables write it, `deg`, `"h:m:s"`; nil for what is no angle.
  package init?(_ text: String) {
    let plain = text.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: " \"'[]()"))
    if let unit = Self.words.first(where: { plain.hasPrefix($0.0) })?.1 {
      self = unit
      return
    }
    // "h:m:s", "hh:mm:ss.s", "d:m:s" of sexagesimal texts.
    let letters = plain.filter { !":. ".contains($0) }
    guard let first = letters.first, letters.allSatisfy({ "hdms".contains($0) }),
      first == "h" || first == "d"
    else { return nil }
    self = first == "h" ? .hours : .degrees
  }
}
