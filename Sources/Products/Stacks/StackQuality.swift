import RasterIO

/// A raster of flags among the bands of a stack.
enum StackQuality: Equatable {
  /// Collection 2 of Landsat.
  case qaPixel
  /// Level 2A of Sentinel-2.
  case sceneClasses
  /// HLS.
  case fmask
  /// Sentinel-2 of Earth Engine.
  case qa60
  /// One that is known to be no measurement of the ground, and is no mask either.
  case other

  init?(_ name: String) {
    let plain = name.lowercased()
    if plain.contains("qa_pixel") || plain.contains("pixel_qa") {
      self = .qaPixel
    } else if plain.hasSuffix("fmask") {
      self = .fmask
    } else if plain == "scl" || plain.hasSuffix("_scl") || plain.hasPrefix("quality_scene_class") {
      self = .sceneClasses
    } else if plain.hasSuffix("qa60") {
      self = .qa60
    } else if plain.contains(Self.others) {
      self = .other
    } else {
      return nil
    }
  }

  /// Flags and by-products of Earth Engine's and SNAP's collections.
  nonisolated(unsafe) private static let others =
    /(?:^|_)(?:qa_radsat|sr_qa_aerosol|sr_atmos_opacity|sr_cloud_qa|st_qa|st_atran|st_cdist|st_drad|st_emis|st_emsd|st_trad|st_urad|aot|wvp|tci_[rgb]|msk_cldprb|msk_snwprb|msk_classi_[a-z]+|cld|snw|qa10|qa20|saa|sza|vaa|vza|state_1km|qc_[a-z0-9_]+)$|^(?:view|sun)_(?:zenith|azimuth)_/

  /// What it rejects; nothing for one that is no mask.
  func tests(hasCirrus: Bool) -> [QualityDeclaration.Test] {
    switch self {
    case .qaPixel: LandsatQuality.collection2(hasCirrus: hasCirrus)
    case .sceneClasses: Sentinel2Quality.sceneClasses
    case .qa60: Sentinel2Quality.qa60
    case .fmask: Self.fmaskTests
    case .other: []
    }
  }

  /// Bits of Fmask (HLS User Guide, version 2.0, table 9).
  private static let fmaskTests: [QualityDeclaration.Test] = [
    bit("cloud", 1), bit("adjacent", 2, "next to cloud or shadow"), bit("shadow", 3),
    bit("snow", 4, isDefault: false), bit("water", 5, isDefault: false),
  ]

  private static func bit(
    _ name: String, _ bit: UInt32, _ detail: String? = nil, isDefault: Bool = true
  ) -> QualityDeclaration.Test {
    QualityDeclaration.Test(
      name: name, rule: .anyBit(1 << bit), isDefault: isDefault,
      meaning: "Fmask bit \(bit)" + (detail.map { ": " + $0 } ?? ""))
  }
}
