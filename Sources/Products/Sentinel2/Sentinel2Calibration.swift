import RasterIO
import Rasters

/// From stored numbers to reflectance, (DN + offset) / quantification, by
/// the metadata alone: since processing baseline 04.00, and in everything
/// that was reprocessed since, they list an offset of every band.
struct Sentinel2Calibration {
  let quantification: Double
  /// Added to the number, by band id; nil where the product has none.
  let offsets: [Int: Double]?
  private let shown: String

  /// `folder` is the product's name on disk.
  init(_ metadata: Sentinel2Metadata, folder: String) throws {
    shown = metadata.shown
    quantification = try Self.quantification(metadata)
    offsets = try Self.offsets(metadata)
    if offsets == nil { try Sentinel2Baseline.checkNoOffsets(metadata, folder: folder) }
  }

  private static func quantification(_ metadata: Sentinel2Metadata) throws -> Double {
    let root = metadata.root
    let text =
      metadata.level == .l1c
      ? root.value("QUANTIFICATION_VALUE")
      : root.value(
        "BOA_QUANTIFICATION_VALUE", "L2A_BOA_QUANTIFICATION_VALUE",
        "L1C_L2A_QUANTIFICATION_VALUE")
    guard let text else {
      throw Failure("\(metadata.shown) states no quantification value: reflectance is not known")
    }
    guard let value = Double(text), value.isFinite, value > 0 else {
      throw Failure(
        "\(metadata.shown): the quantification value '\(text.prefix(40))' is no number above 0")
    }
    return value
  }

  private static func offsets(_ metadata: Sentinel2Metadata) throws -> [Int: Double]? {
    let key = metadata.level == .l1c ? "RADIO_ADD_OFFSET" : "BOA_ADD_OFFSET"
    let items = metadata.root.all(key)
    guard !items.isEmpty else { return nil }
    var found: [Int: Double] = [:]
    for item in items {
      guard let id = item.attributes["band_id"].flatMap({ Int($0) }), let value = item.number,
        found.updateValue(value, forKey: id) ?? value == value
      else {
        throw Failure(
          "\(metadata.shown): \(key) '\(item.text.trimmingSpaces.prefix(40))' is no number, has no "
            + "band_id or contradicts another one")
      }
    }
    return found
  }

  func scaling(of band: Sentinel2Band) -> BandDeclaration.Scaling {
    guard let offset = offsets.map({ $0[band.id] }) ?? 0 else {
      return .unknown(Failure("\(shown) lists offsets, but none of \(band.name) (\(band.label))"))
    }
    return .rule(.linear(gain: 1 / quantification, offset: offset / quantification))
  }
}
