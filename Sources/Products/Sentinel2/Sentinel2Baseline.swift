import Foundation
import Rasters

/// Processing baselines, "04.00" in metadata and "_N0400_" in names.
enum Sentinel2Baseline {
  /// From here on products have offsets.
  private static let firstWithOffsets = 4.0
  /// What Sen2Cor writes outside of the ground segment.
  private static let local = 99.99

  /// "N0400" for titles; nil where the metadata do not say.
  static func title(_ metadata: Sentinel2Metadata) -> String? {
    metadata.root.value("PROCESSING_BASELINE").map { "N" + $0.replacing(".", with: "") }
  }

  /// Refuses metadata without offsets where the product must have some, or
  /// may: a guess would be wrong by 0.1 in every band.
  static func checkNoOffsets(_ metadata: Sentinel2Metadata, folder: String) throws {
    let stated = [
      metadata.root.value("PROCESSING_BASELINE").flatMap(Double.init),
      named(in: metadata.name), named(in: folder),
    ].compactMap(\.self).map { $0 == local ? datatake(metadata) ?? local : $0 }
    guard let newest = stated.max() else {
      throw refusal(metadata, "no processing baseline")
    }
    guard newest < firstWithOffsets else {
      throw refusal(metadata, "processing baseline " + String(format: "%05.2f", newest))
    }
  }

  private static func refusal(_ metadata: Sentinel2Metadata, _ what: String) -> Failure {
    Failure(
      "\(metadata.shown) lists no offsets, but states \(what), and products have offsets since "
        + "04.00: reflectance would be a guess; fetch the product again")
  }

  /// 4.0 of "S2B_MSIL2A_20220413T150759_N0400_R025_…".
  private static func named(in name: String) -> Double? {
    let words = name.split(whereSeparator: { "_.".contains($0) })
    let word = words.first { $0.count == 5 && $0.hasPrefix("N") && Int($0.dropFirst()) != nil }
    return word.flatMap { Double($0.dropFirst()) }.map { $0 / 100 }
  }

  /// 2.12 of "GS2A_20190212T192651_019029_N02.12": the baseline of the
  /// Level-1C product under a local Level-2A one.
  private static func datatake(_ metadata: Sentinel2Metadata) -> Double? {
    let name = metadata.root.all("Datatake").first?.attributes["datatakeIdentifier"]
    guard let last = name?.split(separator: "_").last, last.hasPrefix("N") else { return nil }
    return Double(last.dropFirst())
  }
}
