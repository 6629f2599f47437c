internal import CGDAL
package import Foundation
import Rasters

/// Pictures as the bytes of a JPEG file, to be embedded in a page.
package enum PictureJPEG {
  /// `rgb` has three bytes a pixel, row by row.
  package static func data(
    width: Int, height: Int, rgb: [UInt8], quality: Int = 85
  ) throws -> Data {
    GDAL.start()
    GDAL.resetErrors()
    let name = "/vsimem/facies-\(UUID().uuidString).jpg"
    defer {
      VSIUnlink(name)
      VSIUnlink(name + ".aux.xml")
    }
    try write(width: width, height: height, rgb: rgb, options: ["QUALITY=\(quality)"], to: name)
    var count: vsi_l_offset = 0
    guard let bytes = VSIGetMemFileBuffer(name, &count, 0) else { throw failure }
    return Data(bytes: bytes, count: Int(count))
  }

  private static var failure: Failure {
    Failure("a picture cannot be made: \(GDAL.lastMessage)")
  }

  private static func write(
    width: Int, height: Int, rgb: [UInt8], options: [String], to name: String
  ) throws {
    let (w, h) = (Int32(width), Int32(height))
    guard rgb.count == width * height * 3,
      let source = GDALCreate(GDALGetDriverByName("MEM"), "", w, h, 3, GDT_Byte, nil)
    else { throw failure }
    defer { GDALClose(source) }
    var bytes = rgb
    let status = GDALDatasetRasterIO(
      source, GF_Write, 0, 0, w, h, &bytes, w, h, GDT_Byte, 3, nil, 3, 3 * w, 1)
    let output = GDAL.withStrings(options) {
      GDALCreateCopy(GDALGetDriverByName("JPEG"), name, source, 0, $0, nil, nil)
    }
    guard status == CE_None, let output else { throw failure }
    GDALClose(output)
  }
}
