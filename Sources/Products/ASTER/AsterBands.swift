/// The three telescopes of ASTER.
enum AsterTelescope: String, CaseIterable {
  case vnir = "VNIR"
  case swir = "SWIR"
  case tir = "TIR"

  /// Metres on the ground.
  var pixel: Double {
    switch self {
    case .vnir: 15
    case .swir: 30
    case .tir: 90
    }
  }
}

/// The gain that a granule was acquired with.
enum AsterGain: String, CaseIterable {
  case high = "HGH"
  case normal = "NOR"
  case low1 = "LO1"
  case low2 = "LO2"
  /// The band was not acquired.
  case off = "OFF"
}

/// The bands of ASTER, as tables. Wavelengths are the middles of the band
/// passes in micrometres; unit conversion coefficients (UCC) in
/// W/(m2 sr um) for each gain in the order high, normal, low 1, low 2: those
/// of the ASTER Users Handbook as GRASS (i.aster.toar, gain_aster.c) and LP
/// DAAC's conversion script have them.
struct AsterBand {
  /// "1", "3N", "10"
  var id: String
  var name: String
  var telescope: AsterTelescope
  var wavelength: Double
  var coefficients: [Double]
  /// Solar irradiance outside the atmosphere in W/(m2 um).
  var irradiance: Double?
  /// K1 in W/(m2 sr um) and K2 in kelvins.
  var planck: (k1: Double, k2: Double)?

  /// "B01", "B3N", "B10"
  var label: String { id.count == 1 ? "B0\(id)" : "B\(id)" }

  /// Other words for the band: "1", "B1", "B03N", "3".
  var aliases: [String] {
    id == "3N" ? ["3N", "3", "B03N", "B3", "B03"] : [id, "B\(id)"]
  }

  /// W/(m2 sr um) of one step; nil where the band has no such gain. Thermal
  /// bands have one gain.
  func coefficient(_ gain: AsterGain?) -> Double? {
    guard telescope != .tir else { return coefficients.first }
    let order: [AsterGain] = [.high, .normal, .low1, .low2]
    guard let gain, let place = order.firstIndex(of: gain), place < coefficients.count else {
      return nil
    }
    return coefficients[place]
  }

  static func with(id: String) -> AsterBand? { all.first { $0.id == id } }

  static func of(_ telescope: AsterTelescope) -> [AsterBand] {
    all.filter { $0.telescope == telescope }
  }

  static let all = vnir + swir + tir

  /// Irradiances: Thome, Biggar and Slater, Effects of assumed solar
  /// spectral irradiance on intercomparisons of earth-observing sensors,
  /// Proc. SPIE 4540 (2001) 260-269, as in LP DAAC's own conversion script.
  private static let vnir = [
    reflective("1", "green", .vnir, 0.56, [0.676, 1.688, 2.25], 1848),
    reflective("2", "red", .vnir, 0.66, [0.708, 1.415, 1.89], 1549),
    reflective("3N", "nir", .vnir, 0.82, [0.423, 0.862, 1.15], 1114),
  ]

  /// Irradiances: the same source.
  private static let swir = [
    reflective("4", "swir1", .swir, 1.65, [0.1087, 0.2174, 0.290, 0.290], 225.4),
    reflective("5", "swir2", .swir, 2.165, [0.0348, 0.0696, 0.0925, 0.409], 86.63),
    reflective("6", "swir3", .swir, 2.205, [0.0313, 0.0625, 0.0830, 0.390], 81.85),
    reflective("7", "swir4", .swir, 2.26, [0.0299, 0.0597, 0.0795, 0.332], 74.85),
    reflective("8", "swir5", .swir, 2.33, [0.0209, 0.0417, 0.0556, 0.245], 66.49),
    reflective("9", "swir6", .swir, 2.395, [0.0159, 0.0318, 0.0424, 0.265], 59.85),
  ]

  /// K1 and K2 are Planck's law at the effective wavelengths 8.291, 8.634,
  /// 9.075, 10.657 and 11.318 um (pancroma, ASTER Temperature and
  /// Reflectance; typhon's ASTER reader).
  private static let tir = [
    thermal("10", 8.3, 0.006822, (3040.136402, 1735.337945)),
    thermal("11", 8.65, 0.006780, (2482.375199, 1666.398761)),
    thermal("12", 9.1, 0.006590, (1935.060183, 1585.420044)),
    thermal("13", 10.6, 0.005693, (866.468575, 1350.069147)),
    thermal("14", 11.3, 0.005225, (641.326517, 1271.221673)),
  ]

  private static func reflective(
    _ id: String, _ name: String, _ telescope: AsterTelescope, _ wavelength: Double,
    _ coefficients: [Double], _ irradiance: Double
  ) -> AsterBand {
    AsterBand(
      id: id, name: name, telescope: telescope, wavelength: wavelength,
      coefficients: coefficients, irradiance: irradiance)
  }

  private static func thermal(
    _ id: String, _ wavelength: Double, _ coefficient: Double, _ planck: (Double, Double)
  ) -> AsterBand {
    AsterBand(
      id: id, name: "tir\(id)", telescope: .tir, wavelength: wavelength,
      coefficients: [coefficient], planck: planck)
  }
}
