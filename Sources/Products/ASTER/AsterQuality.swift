import RasterIO

/// ASTER granules have no raster of flags; what can be masked is in the
/// bands' own numbers.
enum AsterQuality {
  /// 255 of VNIR and SWIR is a saturated detector (ASTER Users Handbook,
  /// version 2).
  static let saturated = QualityDeclaration.Test(
    name: "saturated", rule: .values([255]), isDefault: false, meaning: "DN 255")

  static func layers(
    kind: AsterKind, bands: [(band: AsterBand, source: AsterFiles.Source)]
  ) -> [QualityDeclaration] {
    guard kind == .l1t else { return [] }
    return bands.filter { $0.band.telescope != .tir }.map { band, source in
      var test = saturated
      test.meaning = "\(band.label) is 255"
      return QualityDeclaration(
        path: source.path, band: source.band, shown: source.shown, tests: [test],
        file: source.file, placement: AsterProduct.placement(of: band.telescope),
        bandLabel: band.label)
    }
  }

  static let notes = ["ASTER has no cloud mask: clouds and their shadows are not masked"]
}
