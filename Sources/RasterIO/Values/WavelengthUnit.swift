import Foundation

/// The units that ENVI headers give wavelengths in.
package enum WavelengthUnit {
  /// Micrometres in one unit.
  private static let lengths: [String: Double] = [
    "micrometers": 1, "micrometres": 1, "micrometer": 1, "micrometre": 1, "microns": 1,
    "micron": 1, "um": 1, "nanometers": 1e-3, "nanometres": 1e-3, "nanometer": 1e-3,
    "nanometre": 1e-3, "nm": 1e-3, "millimeters": 1e3, "millimetres": 1e3, "millimeter": 1e3,
    "millimetre": 1e3, "mm": 1e3, "centimeters": 1e4, "centimetres": 1e4, "centimeter": 1e4,
    "centimetre": 1e4, "cm": 1e4, "meters": 1e6, "metres": 1e6, "meter": 1e6, "metre": 1e6,
    "m": 1e6, "angstroms": 1e-4, "angstrom": 1e-4, "ångström": 1e-4, "å": 1e-4,
  ]

  /// Hertz in one unit.
  private static let frequencies: [String: Double] = [
    "hz": 1, "hertz": 1, "khz": 1e3, "mhz": 1e6, "megahertz": 1e6, "ghz": 1e9, "gigahertz": 1e9,
    "thz": 1e12, "terahertz": 1e12,
  ]

  static let takenForNanometres = "its wavelengths have no unit and are taken for nanometres"

  /// Waves in a centimetre.
  private static let numbers: Set = [
    "wavenumber", "wavenumbers", "cm-1", "cm^-1", "1/cm", "cm⁻¹",
  ]

  /// Micrometres in a second.
  private static let light = 299_792_458.0 * 1e6

  /// A wavelength in micrometres, and what is to be said about it.
  package static func micrometres(_ value: Double, unit: String?) -> (
    value: Double?, remark: String?
  ) {
    guard value.isFinite, value > 0 else { return (nil, nil) }
    let word = (unit ?? "").trimmingCharacters(in: .whitespaces).lowercased()
      .replacingOccurrences(of: "µ", with: "u").replacingOccurrences(of: "μ", with: "u")
    if let length = lengths[word] { return (scaled(value, by: length), nil) }
    if let frequency = frequencies[word] { return (light / (value * frequency), nil) }
    if numbers.contains(word) { return (1e4 / value, nil) }
    guard word.isEmpty else {
      return (nil, "its wavelengths are in '\(unit ?? "")', which is no unit of length: not used")
    }
    return value > 100
      ? (value / 1000, takenForNanometres)
      : (value, "its wavelengths have no unit and are taken for micrometres")
  }

  /// Divided where the unit is a part of a micrometre: 450 nm are 0.45 um.
  private static func scaled(_ value: Double, by length: Double) -> Double {
    length < 1 ? value / (1 / length).rounded() : value * length
  }
}
