internal import CGDAL
import Foundation
import Rasters

/// Whole-file copies to another format, complete or absent.
package enum RasterCopy {
  static func write(from source: String, driver: String, options: [String], to path: String) throws
  {
    GDAL.resetErrors()
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY)
    guard let input = GDALOpenEx(source, flags, nil, nil, nil) else {
      throw Failure("cannot reopen '\(source)': \(GDAL.lastWriteMessage)")
    }
    defer { GDALClose(input) }
    let temporary = TemporaryName.beside(path)
    let output = GDAL.withStrings(options) {
      GDALCreateCopy(GDALGetDriverByName(driver), temporary, input, 0, $0, nil, nil)
    }
    var failed = output == nil || GDAL.failed
    var reason = GDAL.lastWriteMessage
    if let output {
      GDALClose(output)
      if !failed, GDAL.failed { (failed, reason) = (true, GDAL.lastWriteMessage) }
    }
    guard !failed else {
      unlink(temporary)
      unlink(temporary + ".ovr.tmp")
      unlink(temporary + ".aux.xml")
      throw Failure("cannot write '\(path)': \(reason)")
    }
    try TemporaryName.commit(temporary, as: path)
  }
}
