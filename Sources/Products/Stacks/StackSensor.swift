/// An instrument whose bands may lie in a stack that another program has made.
struct StackSensor {
  struct Band {
    /// "B4": what the instrument's products call it.
    var label: String
    var name: String
    /// Micrometres.
    var wavelength: Double
    /// Why it is not used unless it is named.
    var leftOut: String?
    var isThermal = false
  }

  /// The word in scene files.
  let word: String
  /// As products of the instrument say it.
  let title: String
  let bands: [Band]

  /// By the label without zeros: "B4" is B04 where that is its name.
  func band(_ label: String) -> Band? { bands.first { Self.plain($0.label) == label } }

  private static func plain(_ label: String) -> String {
    "B" + label.dropFirst().drop { $0 == "0" }
  }

  static let landsat8 = StackSensor(
    word: "landsat-8", title: "Landsat 8 \(LandsatSensor.oli.title)", bands: bands(of: .oli))
  static let landsat9 = StackSensor(
    word: "landsat-9", title: "Landsat 9 \(LandsatSensor.oli.title)", bands: bands(of: .oli))
  static let landsat7 = StackSensor(
    word: "landsat-7", title: "Landsat 7 \(LandsatSensor.etm.title)", bands: bands(of: .etm))
  /// Any of Landsat 4 to 7, where nothing says which.
  static let landsatTM = StackSensor(
    word: "landsat-7", title: "Landsat 4-7 TM/ETM+", bands: bands(of: .etm))
  static let landsat5 = StackSensor(
    word: "landsat-5", title: "Landsat 5 \(LandsatSensor.tm.title)", bands: bands(of: .tm))
  static let landsat4 = StackSensor(
    word: "landsat-4", title: "Landsat 4 \(LandsatSensor.tm.title)", bands: bands(of: .tm))

  static let sentinel2 = StackSensor(
    word: "sentinel-2", title: "Sentinel-2 MSI",
    bands: Sentinel2Band.all.map {
      Band(
        label: $0.label, name: $0.name, wavelength: $0.wavelength, leftOut: $0.kind.leftOut)
    })

  /// Harmonized Landsat and Sentinel-2 surface reflectance of Landsat 8 and 9 (HLS User
  /// Guide, version 2.0): its thermal bands are B10 and B11 and there is no B08.
  static let hlsL30 = StackSensor(
    word: "hls-l30", title: "HLS L30",
    bands: bands(of: .oli).map { band in
      var own = band
      own.label = "B" + String(("0" + band.label.dropFirst()).suffix(2))
      return own
    })

  /// MOD09 and MYD09 surface reflectance (MODIS Surface Reflectance User's Guide,
  /// collection 6).
  static let modis = StackSensor(
    word: "modis", title: "MODIS",
    bands: [
      Band(label: "b01", name: "red", wavelength: 0.645),
      Band(label: "b02", name: "nir", wavelength: 0.8585),
      Band(label: "b03", name: "blue", wavelength: 0.469),
      Band(label: "b04", name: "green", wavelength: 0.555),
      Band(label: "b05", name: "nir2", wavelength: 1.24),
      Band(label: "b06", name: "swir1", wavelength: 1.64),
      Band(label: "b07", name: "swir2", wavelength: 2.13),
    ])

  static let all = [
    landsat8, landsat9, landsat7, landsat5, landsat4, sentinel2, hlsL30, modis,
  ]

  private static func bands(of sensor: LandsatSensor) -> [Band] {
    sensor.bands.map {
      Band(
        label: $0.label, name: $0.name, wavelength: $0.wavelength, leftOut: $0.kind.leftOut,
        isThermal: $0.kind == .thermal)
    }
  }
}
