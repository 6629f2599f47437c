import Rasters

/// What an MTL file says, whatever its age.
struct LandsatMetadata {
  enum Collection { case before, one, two }

  let text: ODLText
  let satellite: Int
  let sensor: LandsatSensor
  let collection: Collection
  /// "L1TP", "L2SP", …; "L1T" before collections.
  let level: String
  /// The product's identifier.
  let name: String
  /// "2019-12-01"
  let date: String?
  /// "15:13:51"
  let time: String?

  /// Groups that describe the product itself, newest layout first.
  private static let identity = [
    "PRODUCT_CONTENTS", "IMAGE_ATTRIBUTES", "METADATA_FILE_INFO", "PRODUCT_METADATA",
    "LEVEL1_PROCESSING_RECORD",
  ]

  init(_ text: ODLText) throws {
    self.text = text
    let identity = Self.identity
    let craft = try Self.need(text, ["SPACECRAFT_ID"], identity)
    let instrument = try Self.need(text, ["SENSOR_ID"], identity)
    satellite = craft.uppercased().hasPrefix("LANDSAT") ? Int(craft.filter(\.isNumber)) ?? 0 : 0
    guard let sensor = LandsatSensor(satellite: satellite, instrument: instrument) else {
      throw Failure(
        "\(text.shown): '\(craft)' with '\(instrument)' is not a Landsat instrument that is known")
    }
    self.sensor = sensor
    collection = try Self.collection(text)
    level = try Self.need(
      text, ["PROCESSING_LEVEL", "DATA_TYPE", "PRODUCT_TYPE"], identity
    ).uppercased()
    guard level.hasPrefix("L1") || level.hasPrefix("L2") else {
      throw Failure("\(text.shown): the processing level '\(level)' is not known (L1… or L2…)")
    }
    name =
      text.value(["LANDSAT_PRODUCT_ID"], in: identity)
      ?? text.value(["LANDSAT_SCENE_ID"], in: identity) ?? "Landsat \(satellite)"
    date = text.value(["DATE_ACQUIRED", "ACQUISITION_DATE"], in: identity)
    time = text.value(["SCENE_CENTER_TIME", "SCENE_CENTER_SCAN_TIME"], in: identity)
      .map { String($0.prefix { $0 != "." && $0 != "Z" }) }
  }

  private static func need(
    _ text: ODLText, _ keys: [String], _ groups: [String]
  ) throws -> String {
    guard let value = text.value(keys, in: groups), !value.isEmpty else {
      throw Failure("\(text.shown) gives no \(keys[0]): not the MTL of a Landsat product")
    }
    return value
  }

  private static func collection(_ text: ODLText) throws -> Collection {
    guard let stated = try text.number(["COLLECTION_NUMBER"], in: identity) else { return .before }
    switch stated {
    case 1: return .one
    case 2: return .two
    default: throw Failure("\(text.shown): Landsat Collection \(stated) is not known (1 or 2)")
    }
  }

  var isLevel2: Bool { level.hasPrefix("L2") }

  /// "Landsat 8 C2 L1TP"
  var title: String {
    switch collection {
    case .before: "Landsat \(satellite) \(level)"
    case .one: "Landsat \(satellite) C1 \(level)"
    case .two: "Landsat \(satellite) C2 \(level)"
    }
  }

  var acquired: String? {
    guard let date else { return nil }
    return time.map { "\(date)T\($0)Z" } ?? date
  }

  /// The file name that the MTL gives for a band; nil where it lists none or
  /// one that is no plain name.
  func fileName(_ keys: [String]) -> String? {
    guard let name = text.value(keys, in: ["PRODUCT_CONTENTS", "PRODUCT_METADATA"]),
      !name.contains("/"), !name.contains("\\")
    else { return nil }
    return name
  }

  func fileName(of band: LandsatBand) -> String? {
    isLevel2 && band.kind == .thermal
      ? fileName(["FILE_NAME_BAND_ST_\(band.label)"])
      : fileName(["FILE_NAME_BAND_\(band.key)", "BAND\(band.oldKey)_FILE_NAME"])
  }

  /// Degrees; nil where the MTL does not say.
  func sunElevation() throws -> Double? {
    try text.number(["SUN_ELEVATION"], in: ["IMAGE_ATTRIBUTES", "PRODUCT_PARAMETERS"])
  }

  /// Distance to the Sun in astronomical units: stated, or from the date.
  func sunDistance() throws -> Double? {
    try text.number(["EARTH_SUN_DISTANCE"], in: ["IMAGE_ATTRIBUTES"])
      ?? date.flatMap(SunDistance.on)
  }
}
