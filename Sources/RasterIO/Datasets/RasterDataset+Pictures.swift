internal import CGDAL
package import Rasters

/// What a file says about its values as a picture: palette, depth, masks.
extension RasterDataset {
  /// One entry of a palette.
  package struct PaletteColour: Sendable, Equatable {
    package var red, green, blue: Float
    /// Nothing of it is seen.
    package var isClear: Bool

    package var isGrey: Bool { red == green && green == blue }
  }

  /// Colours by value; empty for a band without a palette.
  package func paletteColours(of band: Int) -> [PaletteColour] {
    guard let band = GDALGetRasterBand(handle, Int32(band)),
      let table = GDALGetRasterColorTable(band)
    else { return [] }
    return (0..<GDALGetColorEntryCount(table)).map { index in
      guard let entry = GDALGetColorEntry(table, index)?.pointee else {
        return PaletteColour(red: 0, green: 0, blue: 0, isClear: true)
      }
      return PaletteColour(
        red: Float(entry.c1), green: Float(entry.c2), blue: Float(entry.c3), isClear: entry.c4 == 0)
    }
  }

  /// Bits of a value, where a file says that they are fewer than those of its
  /// type.
  package func bits(of band: Int) -> Int? {
    bandItem(band, "NBITS", domain: "IMAGE_STRUCTURE").flatMap { Int($0) }
  }

  /// Whether ``readMask`` tells pixels without data: a fill value, a mask of
  /// the file or beside it, a clear colour. Bands of transparency are not meant.
  package func hasOwnMask(_ band: Int) -> Bool {
    guard let handle = GDALGetRasterBand(handle, Int32(band)) else { return false }
    return GDALGetMaskFlags(handle) & Int32(GMF_ALL_VALID | GMF_ALPHA) == 0
  }

  /// Whether values have two parts.
  package func isComplex(_ band: Int) -> Bool {
    guard let band = GDALGetRasterBand(handle, Int32(band)) else { return true }
    return (GDT_CInt16.rawValue...GDT_CFloat64.rawValue).contains(
      GDALGetRasterDataType(band).rawValue)
  }

  /// GDAL's numbers of UInt64 and Int64, which 3.5 was the first to name.
  private static let wide: ClosedRange<UInt32> = 12...13

  /// Whether values are whole numbers of 64 bits.
  package func isWide(_ band: Int) -> Bool {
    guard let band = GDALGetRasterBand(handle, Int32(band)) else { return false }
    return Self.wide.contains(GDALGetRasterDataType(band).rawValue)
  }

  /// Reads whole numbers with all digits. Those of 64 bits without a sign that
  /// are too large become the largest there is.
  package func readWholes(band number: Int, window: Window) throws -> [Int64] {
    var out = [Int64](repeating: 0, count: window.pixelCount)
    GDAL.resetErrors()
    guard let band = GDALGetRasterBand(handle, Int32(number)) else {
      throw Failure("'\(path)' has no band \(number)")
    }
    let status = GDALRasterIO(
      band, GF_Read, Int32(window.column), Int32(window.row), Int32(window.width),
      Int32(window.height), &out, Int32(window.width), Int32(window.height),
      GDALDataType(rawValue: Self.wide.upperBound), 0, 0)
    guard status == CE_None, !GDAL.hasFailed else {
      throw Failure("'\(path)' cannot be read at \(window): \(GDAL.lastMessage)")
    }
    return out
  }
}
