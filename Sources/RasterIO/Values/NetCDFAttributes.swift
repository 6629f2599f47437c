internal import CGDAL
import Foundation

/// What a netCDF variable says of its stored values by the attributes of the
/// NetCDF Users Guide: valid_range or valid_min and valid_max, and
/// missing_value.
struct NetCDFAttributes {
  private let handle: GDALRasterBandH
  private let type: SampleType
  private let isThere: Bool

  init(_ handle: GDALRasterBandH, driver: String, type: SampleType) {
    (self.handle, self.type) = (handle, type)
    isThere = driver == "netCDF"
  }

  /// Nil where there is none, or one that nothing can be in.
  var validRange: ClosedRange<Double>? {
    guard isThere else { return nil }
    let both = numbers("valid_range")
    let low = both.count == 2 ? both[0] : numbers("valid_min").first
    let high = both.count == 2 ? both[1] : numbers("valid_max").first
    guard low != nil || high != nil else { return nil }
    let (least, most) = (low ?? -.infinity, high ?? .infinity)
    return least <= most ? least...most : nil
  }

  func missing(beside noData: Double?) -> [Double] {
    guard isThere else { return [] }
    return numbers("missing_value").filter { !$0.isNaN && $0 != noData }
  }

  /// The numbers of an attribute: "5", "{-5,5}". Bytes that are read without
  /// sign (_Unsigned) are written with one.
  private func numbers(_ key: String) -> [Double] {
    guard let text = BandMetadata.item(handle, key) else { return [] }
    let values = text.split { "{}, ".contains($0) }.compactMap { Double($0) }
    guard let range = type.wholeRange, range.lowerBound == 0,
      BandMetadata.item(handle, "_Unsigned") == "true"
    else { return values }
    return values.map { $0 < 0 ? $0 + Double(range.upperBound) + 1 : $0 }
  }
}
