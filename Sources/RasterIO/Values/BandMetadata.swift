internal import CGDAL

/// The text items of a band or dataset.
enum BandMetadata {
  static func item(
    _ object: GDALMajorObjectH, _ key: String, domain: String? = nil
  ) -> String? {
    GDALGetMetadataItem(object, key, domain).map { String(cString: $0) }
  }
}
