import RasterIO

/// The quality bits of each kind of quality band, as tables.
enum LandsatQuality {
  typealias Test = QualityDeclaration.Test

  /// A file of flags: how the MTL and file names call it, and its tests.
  struct Layer {
    var keys: [String]
    var suffix: String
    var tests: [Test]
  }

  /// QA_PIXEL of Collection 2 (Landsat 8-9 Collection 2 Level 2 Science
  /// Product Guide, LSDS-1619; Landsat 4-7: LSDS-1618).
  static func collection2(hasCirrus: Bool) -> [Test] {
    [
      bit("fill", 0, "QA_PIXEL"), bit("cloud", 3, "QA_PIXEL"), bit("dilated", 1, "QA_PIXEL"),
      hasCirrus ? bit("cirrus", 2, "QA_PIXEL") : nil, bit("shadow", 4, "QA_PIXEL"),
      bit("snow", 5, "QA_PIXEL", isDefault: false), bit("water", 7, "QA_PIXEL", isDefault: false),
    ].compactMap(\.self)
  }

  /// BQA of Collection 1. Shadow, snow and cirrus are confidences of two
  /// bits; the upper bit means medium or high (Landsat Collection 1 Level 1
  /// Product Definition, LSDS-1656).
  static func collection1(hasCirrus: Bool) -> [Test] {
    [
      bit("fill", 0, "BQA"), bit("cloud", 4, "BQA"),
      hasCirrus ? bit("cirrus", 12, "BQA", "medium or high confidence") : nil,
      bit("shadow", 8, "BQA", "medium or high confidence"),
      bit("snow", 10, "BQA", "medium or high confidence", isDefault: false),
    ].compactMap(\.self)
  }

  /// BQA of Landsat 8 before collections: confidences of two bits (Landsat 8
  /// Data Users Handbook, LSDS-1574, version 1.0). It has no shadow and no
  /// dilated cloud.
  static let beforeCollections: [Test] = [
    bit("fill", 0, "BQA"),
    bit("cloud", 15, "BQA", "medium or high confidence"),
    bit("cirrus", 13, "BQA", "medium or high confidence"),
    bit("snow", 11, "BQA", "medium or high confidence", isDefault: false),
    bit("water", 5, "BQA", "medium or high confidence", isDefault: false),
  ]

  /// SR_QA_AEROSOL of OLI Level 2: bits 6 and 7 both set is a high level.
  static let aerosol = Test(
    name: "aerosol", rule: .values(Set(192...255)), isDefault: false,
    meaning: "SR_QA_AEROSOL bits 6-7: high aerosol")

  /// QA_RADSAT: bit n - 1 is band n.
  static func saturation(of bands: [LandsatBand]) -> Test {
    let bits = bands.compactMap { Int($0.key) }.filter { (1...9).contains($0) }
    return Test(
      name: "saturated", rule: .anyBit(bits.reduce(0) { $0 | 1 << UInt32($1 - 1) }),
      isDefault: false, meaning: "QA_RADSAT: a reflective band is saturated")
  }

  static func layers(for metadata: LandsatMetadata) -> [Layer] {
    let isOLI = metadata.sensor == .oli
    switch metadata.collection {
    case .two: return collection2Layers(metadata, isOLI: isOLI)
    case .one:
      return [
        Layer(
          keys: ["FILE_NAME_BAND_QUALITY"], suffix: "BQA", tests: collection1(hasCirrus: isOLI))
      ]
    case .before:
      guard isOLI else { return [] }
      return [Layer(keys: ["FILE_NAME_BAND_QUALITY"], suffix: "BQA", tests: beforeCollections)]
    }
  }

  private static func collection2Layers(_ metadata: LandsatMetadata, isOLI: Bool) -> [Layer] {
    let reflective = metadata.sensor.bands.filter { $0.kind == .reflective }
    var layers = [
      Layer(
        keys: ["FILE_NAME_QUALITY_L1_PIXEL"], suffix: "QA_PIXEL",
        tests: collection2(hasCirrus: isOLI)),
      Layer(
        keys: ["FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION"], suffix: "QA_RADSAT",
        tests: [saturation(of: reflective)]),
    ]
    if isOLI, metadata.isLevel2 {
      layers.append(
        Layer(
          keys: ["FILE_NAME_QUALITY_L2_AEROSOL"], suffix: "SR_QA_AEROSOL", tests: [aerosol]))
    }
    return layers
  }

  private static func bit(
    _ name: String, _ bit: UInt32, _ file: String, _ detail: String? = nil,
    isDefault: Bool = true
  ) -> Test {
    Test(
      name: name, rule: .anyBit(1 << bit), isDefault: isDefault,
      meaning: "\(file) bit \(bit)" + (detail.map { ": " + $0 } ?? ""))
  }
}
