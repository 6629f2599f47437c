import RasterIO

/// The products of an ASTER granule that are read.
enum AsterKind: String {
  /// Radiance at the sensor on a terrain-corrected, north-up grid.
  case l1t = "L1T"
  /// Surface reflectance, crosstalk corrected.
  case corrected = "07XT"
  /// Surface reflectance.
  case reflectance = "07"
  /// Surface emissivity.
  case emissivity = "05"
  /// Surface kinetic temperature.
  case temperature = "08"

  /// "ASTER L1T", "ASTER 07XT"
  var title: String { "ASTER \(rawValue)" }

  /// "surface-reflectance"; that of L1T depends on the bands.
  var level: String {
    switch self {
    case .l1t: "toa-reflectance"
    case .corrected, .reflectance: "surface-reflectance"
    case .emissivity: "emissivity"
    case .temperature: "surface-temperature"
    }
  }

  var quantity: Quantity {
    switch self {
    case .l1t, .corrected, .reflectance: .reflectance
    case .emissivity: .emissivity
    case .temperature: .temperature
    }
  }

  /// Value of one stored unit of Level 2 products: AST_05, AST_07 and
  /// AST_07XT are in thousandths, AST_08 in tenths of a kelvin (ASTER Users
  /// Handbook, version 2, tables of higher-level products; LP DAAC product
  /// pages).
  var unit: Double { self == .temperature ? 0.1 : 0.001 }

  /// Stored values that are none: 0 is the dummy of every product; the
  /// signed ones of Level 2 mark what could not be computed.
  var noData: [Double] { self == .l1t ? [0] : [0, -9999, -32768] }
}
