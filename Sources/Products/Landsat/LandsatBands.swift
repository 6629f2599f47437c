/// The bands of each generation of instruments, as tables. Wavelengths are
/// the middles of the band passes that USGS publishes, in micrometres
/// (https://www.usgs.gov/faqs/what-are-band-designations-landsat-satellites).
struct LandsatBand {
  enum Kind {
    case reflective, panchromatic, cirrus, thermal

    /// Why a band of this kind is not used unless it is named.
    var leftOut: String? {
      switch self {
      case .reflective: nil
      case .panchromatic: "panchromatic: used only when named"
      case .cirrus: "sees cirrus, not the ground: used only when named"
      case .thermal: "thermal: used only when named"
      }
    }
  }

  /// "B4"
  var label: String
  var name: String
  var wavelength: Double
  var kind: Kind
  /// Solar irradiance outside the atmosphere in W/(m2 um), where products
  /// without reflectance scaling exist.
  var irradiance: [Int: Double] = [:]
  /// Whether Level 2 products have it.
  var isInLevel2 = true

  /// "4", "6_VCID_1": how MTL keys end.
  var key: String { String(label.dropFirst()) }
  /// "61" in MTL files before 2012.
  var oldKey: String { key.replacing("6_VCID_", with: "6") }
}

/// A family of instruments with the same bands.
enum LandsatSensor {
  /// Landsat 8 and 9.
  case oli
  /// Landsat 7.
  case etm
  /// Landsat 4 and 5.
  case tm
  /// Multispectral scanners of Landsat 4 and 5.
  case mss
  /// Multispectral scanners of Landsat 1 to 3, whose bands start at 4.
  case oldMSS

  init?(satellite: Int, instrument: String) {
    let name = instrument.uppercased()
    switch (satellite, name.contains("MSS")) {
    case (8...9, false): self = .oli
    case (7, false): self = .etm
    case (4...5, false): self = .tm
    case (4...5, true): self = .mss
    case (1...3, _): self = .oldMSS
    default: return nil
    }
  }

  var title: String {
    switch self {
    case .oli: "OLI/TIRS"
    case .etm: "ETM+"
    case .tm: "TM"
    case .mss, .oldMSS: "MSS"
    }
  }

  var bands: [LandsatBand] {
    switch self {
    case .oli: Self.oliBands
    case .etm: Self.etmBands
    case .tm: Self.tmBands
    case .mss: Self.mssBands(from: 1)
    case .oldMSS: Self.mssBands(from: 4)
    }
  }

  private static let oliBands: [LandsatBand] = [
    .init(label: "B1", name: "coastal", wavelength: 0.443, kind: .reflective),
    .init(label: "B2", name: "blue", wavelength: 0.482, kind: .reflective),
    .init(label: "B3", name: "green", wavelength: 0.5615, kind: .reflective),
    .init(label: "B4", name: "red", wavelength: 0.6545, kind: .reflective),
    .init(label: "B5", name: "nir", wavelength: 0.865, kind: .reflective),
    .init(label: "B6", name: "swir1", wavelength: 1.6085, kind: .reflective),
    .init(label: "B7", name: "swir2", wavelength: 2.2005, kind: .reflective),
    .init(label: "B8", name: "pan", wavelength: 0.5895, kind: .panchromatic, isInLevel2: false),
    .init(label: "B9", name: "cirrus", wavelength: 1.3735, kind: .cirrus, isInLevel2: false),
    .init(label: "B10", name: "thermal1", wavelength: 10.895, kind: .thermal),
    .init(label: "B11", name: "thermal2", wavelength: 12.005, kind: .thermal, isInLevel2: false),
  ]

  /// Irradiances: Chander, Markham and Helder, Summary of current
  /// radiometric calibration coefficients for Landsat MSS, TM, ETM+ and EO-1
  /// ALI sensors, Remote Sensing of Environment 113 (2009) 893-903.
  private static let etmBands: [LandsatBand] = [
    .init(
      label: "B1", name: "blue", wavelength: 0.485, kind: .reflective, irradiance: [7: 1997]),
    .init(
      label: "B2", name: "green", wavelength: 0.56, kind: .reflective, irradiance: [7: 1812]),
    .init(label: "B3", name: "red", wavelength: 0.66, kind: .reflective, irradiance: [7: 1533]),
    .init(label: "B4", name: "nir", wavelength: 0.835, kind: .reflective, irradiance: [7: 1039]),
    .init(
      label: "B5", name: "swir1", wavelength: 1.65, kind: .reflective, irradiance: [7: 230.8]),
    .init(label: "B6", name: "thermal", wavelength: 11.45, kind: .thermal),
    .init(
      label: "B6_VCID_1", name: "thermal1", wavelength: 11.45, kind: .thermal, isInLevel2: false),
    .init(
      label: "B6_VCID_2", name: "thermal2", wavelength: 11.45, kind: .thermal, isInLevel2: false),
    .init(
      label: "B7", name: "swir2", wavelength: 2.22, kind: .reflective, irradiance: [7: 84.90]),
    .init(
      label: "B8", name: "pan", wavelength: 0.71, kind: .panchromatic, irradiance: [7: 1362],
      isInLevel2: false),
  ]

  /// Irradiances: the same source.
  private static let tmBands: [LandsatBand] = [
    .init(
      label: "B1", name: "blue", wavelength: 0.485, kind: .reflective,
      irradiance: [4: 1983, 5: 1983]),
    .init(
      label: "B2", name: "green", wavelength: 0.56, kind: .reflective,
      irradiance: [4: 1795, 5: 1796]),
    .init(
      label: "B3", name: "red", wavelength: 0.66, kind: .reflective,
      irradiance: [4: 1539, 5: 1536]),
    .init(
      label: "B4", name: "nir", wavelength: 0.83, kind: .reflective,
      irradiance: [4: 1028, 5: 1031]),
    .init(
      label: "B5", name: "swir1", wavelength: 1.65, kind: .reflective,
      irradiance: [4: 219.8, 5: 220.0]),
    .init(label: "B6", name: "thermal", wavelength: 11.45, kind: .thermal),
    .init(
      label: "B7", name: "swir2", wavelength: 2.215, kind: .reflective,
      irradiance: [4: 83.49, 5: 83.44]),
  ]

  private static func mssBands(from first: Int) -> [LandsatBand] {
    [("green", 0.55), ("red", 0.65), ("nir1", 0.75), ("nir2", 0.95)].enumerated().map {
      LandsatBand(
        label: "B\($0 + first)", name: $1.0, wavelength: $1.1, kind: .reflective,
        isInLevel2: false)
    }
  }

  /// K1 in W/(m2 sr um) and K2 in kelvins for products that do not state
  /// them; the same source.
  static func thermalConstants(satellite: Int) -> (k1: Double, k2: Double)? {
    switch satellite {
    case 4: (671.62, 1284.30)
    case 5: (607.76, 1260.56)
    case 7: (666.09, 1282.71)
    default: nil
    }
  }
}
