internal import CGDAL
import Files
import Foundation
package import Rasters

/// A picture as a PDF that knows its place on the ground (ISO 32000-1 and
/// Adobe's extension level 3, as GDAL's driver PDF writes them).
package struct GeoPDF {
  package var title: String
  package var dotsPerInch: Int
  /// The page as a grid; nil leaves the place out.
  package var page: Grid?
  /// Corners of what is the map on it.
  package var frame: [(x: Double, y: Double)]

  package init(
    title: String, dotsPerInch: Int, page: Grid?, frame: [(x: Double, y: Double)]
  ) {
    self.title = title
    self.dotsPerInch = dotsPerInch
    self.page = page
    self.frame = frame
  }

  /// Writes the file, whole or not at all. The same picture gives the same
  /// bytes.
  package func write(picture: String, to path: String) throws {
    GDAL.start()
    guard GDAL.driver("PDF") != nil else {
      throw Failure("this GDAL writes no PDF: choose a name that ends in .png")
    }
    GDAL.resetErrors()
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY)
    guard let source = GDALOpenEx(picture, flags, nil, nil, nil) else {
      throw Failure("cannot reopen '\(picture)': \(GDAL.lastMessage)")
    }
    defer { GDALClose(source) }
    let input = try placed(source)
    defer { GDALClose(input) }
    let temporary = TemporaryName.beside(path)
    defer { unlink(temporary + ".aux.xml") }
    do {
      try RasterCopy.copy(input, driver: "PDF", options: options, to: path, as: temporary)
      try FileEnds.check(temporary, begins: "%PDF-", ends: "%%EOF\n", named: path)
    } catch {
      unlink(temporary)
      throw error
    }
    try TemporaryName.commit(temporary, as: path)
  }

  /// The picture as a nameless virtual dataset on the page's grid; it reads
  /// from the source, which has to stay open.
  private func placed(_ source: GDALDatasetH) throws -> GDALDatasetH {
    guard
      let virtual = GDALCreateCopy(GDAL.driver("VRT"), "", source, 0, nil, nil, nil)
    else { throw Failure("cannot place the sheet: \(GDAL.lastMessage)") }
    guard let page, let transform = page.transform else { return virtual }
    var coefficients = transform.coefficients
    GDALSetGeoTransform(virtual, &coefficients)
    let reference = page.wkt.flatMap { OSRNewSpatialReference($0) }
    defer { reference.map { OSRDestroySpatialReference($0) } }
    if let reference {
      OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
      GDALSetSpatialRef(virtual, reference)
    }
    return virtual
  }

  private var options: [String] {
    let options = [
      "COMPRESS=DEFLATE", "DPI=\(dotsPerInch)", "TITLE=\(title)", "LAYER_NAME=map sheet",
      "PRODUCER=facies", "CREATION_DATE=\(date)", "WRITE_INFO=YES",
    ]
    guard page != nil else { return options + ["GEO_ENCODING=NONE"] }
    guard frame.count == 4 else { return options }
    let ring = (frame + [frame[0]]).map { "\($0.x) \($0.y)" }.joined(separator: ", ")
    return options + ["NEATLINE=POLYGON((\(ring)))"]
  }

  /// As PDF writes it: "D:19700101000000Z".
  private var date: String {
    "D:" + GDAL.fixedDate.prefix(19).filter(\.isNumber) + "Z"
  }
}
