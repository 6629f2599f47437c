import CGDAL
import Foundation
import RasterIO
import Rasters

/// Writes JPEG 2000 images without loss, and zip archives, through GDAL.
enum Sentinel2JP2 {
  typealias Pixel = (_ column: Int, _ row: Int) -> UInt16

  /// An image of 600 m a side with one function a band.
  static func write(
    _ path: String, _ size: Int, _ bands: [Pixel],
    at place: Sentinel2Mini.Place? = Sentinel2Mini(.l2a, "04.00").place, isByte: Bool = false
  ) throws {
    GDAL.start()
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    let side = Int32(600 / size)
    let memory = GDALCreate(
      GDALGetDriverByName("MEM"), "", side, side, Int32(bands.count),
      isByte ? GDT_Byte : GDT_UInt16, nil)
    defer { GDALClose(memory) }
    if let place { Self.place(memory, size, place) }
    for (index, pixel) in bands.enumerated() { try fill(memory, index + 1, Int(side), pixel) }
    try copy(memory, to: path)
  }

  private static func place(
    _ dataset: GDALDatasetH?, _ size: Int, _ place: Sentinel2Mini.Place
  ) {
    var transform = [place.x, Double(size), 0, place.y, 0, -Double(size)]
    GDALSetGeoTransform(dataset, &transform)
    if let wkt = SpatialReference.wkt(epsg: place.epsg) {
      GDALSetProjection(dataset, wkt)
    }
  }

  private static func fill(
    _ dataset: GDALDatasetH?, _ band: Int, _ side: Int, _ pixel: Pixel
  ) throws {
    var values = (0..<side).flatMap { row in (0..<side).map { pixel($0, row) } }
    let status = GDALRasterIO(
      GDALGetRasterBand(dataset, Int32(band)), GF_Write, 0, 0, Int32(side), Int32(side), &values,
      Int32(side), Int32(side), GDT_UInt16, 0, 0)
    guard status == CE_None else { throw Failure("a miniature band cannot be filled") }
  }

  private static func copy(_ dataset: GDALDatasetH?, to path: String) throws {
    var options = CSLSetNameValue(nil, "QUALITY", "100")
    options = CSLSetNameValue(options, "REVERSIBLE", "YES")
    options = CSLSetNameValue(options, "YCC", "NO")
    defer { CSLDestroy(options) }
    let driver = GDALGetDriverByName("JP2OpenJPEG")
    guard let copy = GDALCreateCopy(driver, path, dataset, 0, options, nil, nil) else {
      throw Failure("'\(path)' cannot be written: \(String(cString: CPLGetLastErrorMsg()))")
    }
    GDALClose(copy)
  }

  /// Packs the files below a folder, under `prefix`, into a zip archive.
  static func zip(_ sources: [(folder: String, prefix: String)], to path: String) throws {
    GDAL.start()
    let archive = CPLCreateZip(path, nil)
    for (folder, prefix) in sources {
      let names = FileManager.default.subpaths(atPath: folder) ?? []
      for name in names.sorted() {
        let url = URL(fileURLWithPath: folder + "/" + name)
        guard let data = try? Data(contentsOf: url), !data.isEmpty else { continue }
        let bytes = [UInt8](data)
        let isStored =
          CPLCreateFileInZip(archive, prefix + name, nil) == CE_None
          && CPLWriteFileInZip(archive, bytes, Int32(bytes.count)) == CE_None
          && CPLCloseFileInZip(archive) == CE_None
        guard isStored else { throw Failure("'\(name)' cannot be packed") }
      }
    }
    guard CPLCloseZip(archive) == CE_None else { throw Failure("'\(path)' cannot be closed") }
  }

  /// The numbers of band 1 of a subdataset of GDAL's own SENTINEL2 driver,
  /// with the descriptions of its bands.
  static func openWithDriver(_ name: String) -> (bands: [String], width: Int, numbers: [[UInt16]])?
  {
    GDAL.start()
    // facies has no use for the driver and takes it away.
    registerSentinel2()
    var drivers = CSLAddString(nil, "SENTINEL2")
    defer {
      CSLDestroy(drivers)
      drivers = nil
    }
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY)
    let allowed = UnsafeRawPointer(drivers)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    guard let dataset = GDALOpenEx(name, flags, allowed, nil, nil) else { return nil }
    defer { GDALClose(dataset) }
    let side = GDALGetRasterXSize(dataset)
    var out: (bands: [String], width: Int, numbers: [[UInt16]]) = ([], Int(side), [])
    for index in 0..<GDALGetRasterCount(dataset) {
      let band = GDALGetRasterBand(dataset, index + 1)
      var values = [UInt16](repeating: 0, count: Int(side * side))
      _ = GDALRasterIO(band, GF_Read, 0, 0, side, side, &values, side, side, GDT_UInt16, 0, 0)
      let name = GDALGetMetadataItem(band, "BANDNAME", nil).map { String(cString: $0) }
      out.bands.append(name ?? String(cString: GDALGetDescription(band)))
      out.numbers.append(values)
    }
    return out
  }
}

/// Of GDAL's own list, which no C header shows.
@_silgen_name("GDALRegister_SENTINEL2")
private func registerSentinel2()
