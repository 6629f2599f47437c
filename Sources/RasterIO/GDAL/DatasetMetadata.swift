internal import CGDAL
import Rasters

/// The text items of a file as a whole: what HDF and TIFF files say about the
/// scene in them.
package enum DatasetMetadata {
  /// The most items that are kept of one file.
  private static let most = 100_000

  /// Keys and values in the file's order; a key may come twice. `path` is
  /// taken as it stands: callers check what people typed (``LocalPath``).
  package static func items(
    of path: String, domain: String? = nil
  ) throws -> [(key: String, value: String)] {
    GDAL.start()
    GDAL.resetErrors()
    guard let opened = try GDAL.openRaster(path) else {
      throw Failure("'\(path)' cannot be read as a raster: \(GDAL.lastMessage)")
    }
    defer { GDALClose(opened) }
    guard let list = GDALGetMetadata(opened, domain) else { return [] }
    return (0..<min(most, Int(CSLCount(list)))).compactMap { index in
      list[index].flatMap { split(String(cString: $0)) }
    }
  }

  private static func split(_ item: String) -> (key: String, value: String)? {
    guard let mark = item.firstIndex(of: "=") else { return nil }
    return (String(item[..<mark]), String(item[item.index(after: mark)...]))
  }
}
