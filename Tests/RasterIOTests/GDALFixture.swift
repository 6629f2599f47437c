import CGDAL
import Foundation
import Rasters
import Testing

@testable import RasterIO

/// Small rasters that GDAL itself writes in any of its formats.
struct GDALFixture {
  var driver = "GTiff"
  var type = SampleType.uint8
  var width = 4
  var height = 1
  /// Numbers that Float64 holds, row by row.
  var values: [Double] = []
  /// Integers of 64 bits instead.
  var wholes: [Int128] = []
  var noData: Double?
  var wholeNoData: Int128?
  /// Text items of the band.
  var items: [String: String] = [:]
  var options: [String] = []

  private static let hasInt8: Bool = {
    GDAL.start()
    return Int(String(cString: GDALVersionInfo("VERSION_NUM"))).map { $0 >= 3_070_000 } ?? false
  }()

  private var gdalType: GDALDataType {
    type == .int8 && Self.hasInt8 ? GDALDataType(14) : type.gdal
  }

  private var isMarkedSigned: Bool { type == .int8 && !Self.hasInt8 }

  /// False where the driver makes no such file.
  func write(to path: String) throws -> Bool {
    GDAL.start()
    GDAL.resetErrors()
    let memory = GDALCreate(
      GDALGetDriverByName("MEM"), "", Int32(width), Int32(height), 1, gdalType, nil)
    guard let memory, let band = GDALGetRasterBand(memory, 1) else { return false }
    defer { GDALClose(memory) }
    var place: [Double] = [500_000, 30, 0, 6_500_000, 0, -30]
    GDALSetGeoTransform(memory, &place)
    if isMarkedSigned { GDALSetMetadataItem(band, "PIXELTYPE", "SIGNEDBYTE", "IMAGE_STRUCTURE") }
    for (key, value) in items { GDALSetMetadataItem(band, key, value, nil) }
    if let noData { GDALSetRasterNoDataValue(band, noData) }
    if let wholeNoData { facies_set_no_data_int64(band, Int64(truncatingIfNeeded: wholeNoData)) }
    try #require(fill(band) == CE_None)
    guard let target = GDALGetDriverByName(driver) else { return false }
    let signed = isMarkedSigned ? ["PIXELTYPE=SIGNEDBYTE"] : []
    let copy = GDAL.withStrings(options + signed) {
      GDALCreateCopy(target, path, memory, 0, $0, nil, nil)
    }
    guard let copy else { return false }
    GDALClose(copy)
    return true
  }

  private func fill(_ band: GDALRasterBandH) -> CPLErr {
    let (columns, rows) = (Int32(width), Int32(height))
    guard wholes.isEmpty else {
      var numbers = wholes.map { UInt64(truncatingIfNeeded: $0) }
      return GDALRasterIO(
        band, GF_Write, 0, 0, columns, rows, &numbers, columns, rows, gdalType, 0, 0)
    }
    var numbers = values.map { isMarkedSigned && $0 < 0 ? $0 + 256 : $0 }
    return GDALRasterIO(
      band, GF_Write, 0, 0, columns, rows, &numbers, columns, rows, GDT_Float64, 0, 0)
  }

  // MARK: GDAL's own reading

  /// What GDAL reads in the band's own type, and its mask: nil is no data.
  static func read(_ path: String) -> [StoredNumber?]? {
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY)
    let opened = GDAL.withStrings(GDAL.drivers) {
      GDALOpenEx(path, flags, constant($0), nil, nil)
    }
    guard let opened else { return nil }
    defer { GDALClose(opened) }
    guard let band = GDALGetRasterBand(opened, 1) else { return nil }
    let (width, height) = (GDALGetRasterXSize(opened), GDALGetRasterYSize(opened))
    let count = Int(width) * Int(height)
    guard let numbers = numbers(band, width, height, count), let maskBand = GDALGetMaskBand(band)
    else { return nil }
    var mask = [UInt8](repeating: 0, count: count)
    guard
      GDALRasterIO(maskBand, GF_Read, 0, 0, width, height, &mask, width, height, GDT_Byte, 0, 0)
        == CE_None
    else { return nil }
    var isThere: Int32 = 0
    let noData = GDALGetRasterNoDataValue(band, &isThere)
    let isSigned = numbers.contains { $0.double < 0 } && GDALGetRasterDataType(band) == GDT_Byte
    return numbers.indices.map { index in
      let number = numbers[index]
      // GDAL before 3.7 does not see that a negative byte is its fill value.
      if isSigned, isThere != 0, number.double == noData { return nil }
      return mask[index] != 0 && number.double.isFinite ? number : nil
    }
  }

  private static func numbers(
    _ band: GDALRasterBandH, _ width: Int32, _ height: Int32, _ count: Int
  ) -> [StoredNumber]? {
    func typed<T: BitwiseCopyable>(_ zero: T, _ number: (T) -> StoredNumber) -> [StoredNumber]? {
      var values = [T](repeating: zero, count: count)
      let status = values.withUnsafeMutableBytes {
        GDALRasterIO(
          band, GF_Read, 0, 0, width, height, $0.baseAddress, width, height,
          GDALGetRasterDataType(band), 0, 0)
      }
      return status == CE_None ? values.map(number) : nil
    }
    let item = GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE").map { String(cString: $0) }
    switch GDALGetRasterDataType(band).rawValue {
    case 1 where item == "SIGNEDBYTE", 14: return typed(Int8(0)) { .whole(Int128($0)) }
    case 1: return typed(UInt8(0)) { .whole(Int128($0)) }
    case 2: return typed(UInt16(0)) { .whole(Int128($0)) }
    case 3: return typed(Int16(0)) { .whole(Int128($0)) }
    case 4: return typed(UInt32(0)) { .whole(Int128($0)) }
    case 5: return typed(Int32(0)) { .whole(Int128($0)) }
    case 6: return typed(Float(0)) { .real(Double($0)) }
    case 7: return typed(0.0) { .real($0) }
    case 12: return typed(UInt64(0)) { .whole(Int128($0)) }
    case 13: return typed(Int64(0)) { .whole(Int128($0)) }
    default: return nil
    }
  }
}
