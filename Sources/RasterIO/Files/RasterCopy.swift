internal import CGDAL
import Files
import Foundation
import Rasters

/// Whole-file copies to another format, complete or absent.
package enum RasterCopy {
  static func write(from source: String, driver: String, options: [String], to path: String) throws
  {
    GDAL.resetErrors()
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY)
    guard let input = GDALOpenEx(source, flags, nil, nil, nil) else {
      throw Failure("cannot reopen '\(source)': \(GDAL.lastMessage)")
    }
    defer { GDALClose(input) }
    let temporary = TemporaryName.beside(path)
    do {
      try copy(input, driver: driver, options: options, to: path, as: temporary)
      try RasterCheck(path: temporary, name: path).run(
        width: GDALGetRasterXSize(input), height: GDALGetRasterYSize(input),
        bands: GDALGetRasterCount(input))
    } catch {
      for ending in ["", ".ovr.tmp", ".msk.ovr.tmp", ".aux.xml"] { unlink(temporary + ending) }
      throw error
    }
    try TemporaryName.commit(temporary, as: path)
  }

  /// Makes a closed copy; throws any error of the way.
  static func copy(
    _ input: GDALDatasetH, driver: String, options: [String], to path: String,
    as temporary: String
  ) throws {
    GDAL.resetErrors()
    let name = WatchedFiles.name(of: temporary)
    try GDAL.writing(path, as: temporary) {
      let output = GDAL.withStrings(options) {
        GDALCreateCopy(GDAL.driver(driver), name, input, 0, $0, nil, nil)
      }
      guard let output else { throw Failure("cannot write '\(path)': \(GDAL.lastMessage)") }
      GDALFlushCache(output)
      GDALClose(output)
    }
  }
}
