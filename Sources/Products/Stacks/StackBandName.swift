import Rasters

/// What the name of a band says to whoever knows the programs that write such names.
enum StackBandName: Equatable {
  /// Surface reflectance of Landsat's Collection 2: `SR_B4`.
  case landsatSurface(Int)
  /// Surface temperature of the same: `ST_B10`.
  case landsatTemperature(Int)
  /// `B4`, `B8A`, `B04`, `Band 3 reflectance`: the instrument's own number.
  case numbered(String, isPadded: Bool)
  /// `sur_refl_b01`
  case modis(Int)
  /// `Red`, `NIR_10m`, `shortwave_infrared_1`
  case role(String)
  /// A raster of flags.
  case quality(StackQuality)

  /// Nil where it says nothing.
  init?(_ name: String) {
    let plain = name.lowercased()
    if let quality = StackQuality(name) {
      self = .quality(quality)
    } else if let match = plain.firstMatch(of: /(?:^|[_ .-])sr_(?:b|band)([1-9])(?:_[a-z]+)?$/),
      let number = Int(match.output.1)
    {
      self = .landsatSurface(number)
    } else if let match = plain.firstMatch(of: /(?:^|[_ .-])st_b(6|10)(?:_[a-z]+)?$/),
      let number = Int(match.output.1)
    {
      self = .landsatTemperature(number)
    } else if let match = plain.firstMatch(of: /sur_refl_b0?([1-7])(?:_[0-9])?$/),
      let number = Int(match.output.1)
    {
      self = .modis(number)
    } else if let role = Self.role(plain) {
      self = .role(role)
    } else if let number = Self.number(name, plain) {
      self = number
    } else {
      return nil
    }
  }

  /// The last number after a "B", alone or after a separator; "b1", "b2" … count the bands of a
  /// file.
  private static func number(_ name: String, _ plain: String) -> StackBandName? {
    let reflectance = /band[ _]?([0-9]{1,2}) (?:surface )?reflectance$/
    if let match = plain.firstMatch(of: reflectance) {
      return numbered(String(match.output.1))
    }
    let own = /(?:^|[_ .-])B(0?)([1-9][0-9]?A?)(?:_(?:[0-9]{2}m|mean|median|p[0-9]+))?$/
    guard let match = name.firstMatch(of: own) else { return nil }
    return numbered(String(match.output.1 + match.output.2))
  }

  private static func numbered(_ digits: String) -> StackBandName {
    let plain = digits.drop { $0 == "0" }
    return .numbered("B" + plain.uppercased(), isPadded: digits.hasPrefix("0"))
  }

  // MARK: words

  /// "nir" of "NIR_10m", "Near Infrared (band 5)" and the like.
  private static func role(_ plain: String) -> String? {
    let cut = plain.replacing(/\(?\bband ?[0-9]+a?\)?/, with: "")
      .replacing(/[_ ](?:10|20|60|15|30) ?m$/, with: "")
      .replacing(/[_ ](?:surface[_ ])?(?:reflectance|refl|mean|median|sr|boa|toa)$/, with: "")
    let word = String(cut.filter { $0.isLetter || $0.isNumber })
    return roles[word]
  }

  private static let roles: [String: String] = {
    var out: [String: String] = [:]
    for (role, words) in words {
      for word in words { out[word] = role }
    }
    return out
  }()

  /// Names of Earth Engine, STAC catalogues (common names and Earth Search's assets), SNAP,
  /// SCP, ArcGIS (band names of its raster products) and Planet, without separators.
  private static let words: [(role: String, words: [String])] = [
    ("coastal", ["coastal", "coastalaerosol", "coastalblue", "ultrablue", "aerosol"]),
    ("blue", ["blue"]),
    ("green1", ["greeni"]),
    ("green", ["green"]),
    ("yellow", ["yellow"]),
    ("red", ["red"]),
    ("rededge1", ["rededge", "rededge1", "vegetationrededge", "vegetationrededge1", "re1"]),
    ("rededge2", ["rededge2", "vegetationrededge2", "re2"]),
    ("rededge3", ["rededge3", "vegetationrededge3", "re3"]),
    ("nir", ["nir", "nearinfrared", "nearir", "nirbroad", "widenir"]),
    ("nir08", ["nir08", "nirnarrow", "narrownir", "nearinfrarednarrow", "narrownearinfrared"]),
    ("water-vapour", ["watervapour", "watervapor", "nir09"]),
    ("cirrus", ["cirrus"]),
    (
      "swir1",
      ["swir1", "swir16", "shortwaveinfrared1", "shortwaveinfrared16", "midinfrared", "swirone"]
    ),
    ("swir2", ["swir2", "swir22", "shortwaveinfrared2", "shortwaveinfrared22", "swirtwo"]),
    ("pan", ["pan", "panchromatic"]),
    ("thermal1", ["thermal1", "lwir11", "thermalinfrared1", "thermalinfraredtirs1", "tirs1"]),
    ("thermal2", ["thermal2", "lwir12", "thermalinfrared2", "thermalinfraredtirs2", "tirs2"]),
    ("thermal", ["thermal", "lwir", "tir", "thermalinfrared"]),
  ]

  /// Every role that a band can be said to have.
  static let allRoles = words.map(\.role)

  /// Middles in micrometres of what is commonly called so.
  static let wavelengths: [String: Double] = [
    "coastal": 0.443, "blue": 0.485, "green1": 0.531, "green": 0.56, "yellow": 0.61,
    "red": 0.66, "rededge1": 0.705, "rededge2": 0.74, "rededge3": 0.783, "nir": 0.84,
    "nir08": 0.865, "water-vapour": 0.945, "cirrus": 1.375, "swir1": 1.61, "swir2": 2.2,
    "thermal1": 10.9, "thermal2": 12, "thermal": 11,
  ]

  /// Why a band of a role is not used unless it is named.
  static func leftOut(role: String) -> String? {
    switch role {
    case "thermal", "thermal1", "thermal2": "thermal: used only when named"
    case "pan": "panchromatic: used only when named"
    case "cirrus": "sees cirrus, not the ground: used only when named"
    case "water-vapour": "sees water vapour, not the ground: used only when named"
    default: nil
    }
  }
}
