internal import CGDAL
import Synchronization

/// Virtual rasters (VRT) that somebody has allowed and that were checked. What
/// is opened is the text that was checked, whatever the file says by then.
package enum VirtualRasters {
  private static let texts = Mutex<[String: String]>([:])

  /// What ``RasterDataset`` opens from now on for a path.
  package static func admit(_ path: String, text: String) {
    texts.withLock { $0[path] = text }
  }

  package static func isAdmitted(_ path: String) -> Bool { texts.withLock { $0[path] != nil } }

  /// Whether a file begins as one.
  package static func isVirtual(_ path: String) -> Bool {
    guard let bytes = try? VirtualFiles.head(path, count: 4096) else { return false }
    return String(decoding: bytes, as: UTF8.self).contains("<VRTDataset")
  }

  /// Whether a file is a raster of an allowed format; nothing of it is read.
  package static func isPlainRaster(_ path: String) -> Bool {
    GDAL.start()
    guard !isVirtual(path) else { return false }
    return GDAL.withStrings(GDAL.drivers) {
      GDALIdentifyDriverEx(path, UInt32(GDAL_OF_RASTER), constant($0), nil) != nil
    }
  }

  /// Nil for a path that was not admitted. The driver is there while the text
  /// is opened and no longer: none of its sources can be a virtual raster.
  static func open(_ path: String, flags: UInt32) -> GDALDatasetH?? {
    guard let text = texts.withLock({ $0[path] }), let driver = GDAL.driver("VRT") else {
      return nil
    }
    return texts.withLock { _ in
      GDALRegisterDriver(driver)
      defer { GDALDeregisterDriver(driver) }
      return .some(GDAL.withStrings(["VRT"]) { GDALOpenEx(text, flags, constant($0), nil, nil) })
    }
  }
}

extension VirtualRasters {
  /// GDAL registers the driver again whenever it makes a virtual raster of its
  /// own (a sheet's GeoPDF is placed by one).
  static func close() {
    texts.withLock { _ in
      if let driver = GDALGetDriverByName("VRT") { GDALDeregisterDriver(driver) }
    }
  }
}

extension GDAL {
  /// Opens a raster for reading by one of the allowed drivers.
  static func openRaster(_ path: String, options: [String] = []) throws -> GDALDatasetH? {
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    if let opened = VirtualRasters.open(path, flags: flags) { return opened }
    VirtualRasters.close()
    try HDF4Check.check(path)
    return withStrings(drivers) { drivers in
      withStrings(options) { GDALOpenEx(path, flags, constant(drivers), constant($0), nil) }
    }
  }
}
