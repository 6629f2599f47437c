import Foundation

/// Looks for what is wrong with a header whose sky coordinates wcslib refuses.
struct SkyDoubt {
  let header: SkyHeader

  /// Codes of projections that wcslib knows.
  private static let projections: Set<String> = [
    "AZP", "SZP", "TAN", "STG", "SIN", "ARC", "ZPN", "ZEA", "AIR", "CYP", "CEA", "CAR", "MER",
    "SFL", "PAR", "MOL", "AIT", "COP", "COE", "COD", "COO", "BON", "PCO", "TSC", "CSC", "QSC",
    "HPX", "XPH", "SIP", "TPV", "TNX", "ZPX", "TPU", "DSS",
  ]

  /// The keys that are wrong, and how; nil where nothing is seen.
  var words: String? { latitude ?? types ?? scale }

  private func type(_ axis: Int) -> String { header.value("CTYPE\(axis)") ?? "" }

  /// "RA---TAN" has "TAN".
  private func code(_ axis: Int) -> String? {
    let parts = type(axis).dropFirst(4).split(separator: "-")
    return parts.first.map(String.init)
  }

  private var latitude: String? {
    for axis in 1...2 where type(axis).hasPrefix("DEC") || type(axis).dropFirst().hasPrefix("LAT") {
      guard let text = header.value("CRVAL\(axis)"), let value = Double(text) else { continue }
      if !(-90...90).contains(value) {
        return "CRVAL\(axis) is \(text), must be from -90 to 90"
      }
    }
    return nil
  }

  private var types: String? {
    for axis in 1...2 {
      if let code = code(axis), !Self.projections.contains(code) {
        return "CTYPE\(axis) is '\(type(axis))', and \(code) is no projection"
      }
    }
    guard code(1) != code(2) || type(1).prefix(4) == type(2).prefix(4) else { return nil }
    return "CTYPE1 is '\(type(1))' and CTYPE2 '\(type(2))': they are no pair of axes of one "
      + "projection, such as RA---TAN and DEC--TAN"
  }

  private var scale: String? {
    for key in ["CDELT1", "CDELT2"] {
      if let text = header.value(key), Double(text) == 0 { return "\(key) is 0" }
    }
    return nil
  }
}
