internal import CGDAL
import Foundation
import Rasters

/// The rasters inside a container such as netCDF or HDF.
package struct Subdataset: Sendable, Equatable {
  /// What ``RasterDataset`` opens.
  package var path: String
  /// The last part of the path: the variable's name.
  package var name: String
  /// GDAL's line about it: size, name, type.
  package var summary: String
}

extension Subdataset {
  /// The most that are listed of one file.
  package static let most = 1024

  /// Subdatasets of a file, and whether it has bands of its own.
  package static func list(in path: String) throws -> (parts: [Subdataset], ownBands: Int) {
    GDAL.start()
    GDAL.resetErrors()
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    let opened = GDAL.withStrings(GDAL.drivers) {
      GDALOpenEx(path, flags, constant($0), nil, nil)
    }
    guard let opened else {
      throw Failure("'\(path)' cannot be read as a raster: \(GDAL.lastMessage)")
    }
    defer { GDALClose(opened) }
    return (parts(of: opened), Int(GDALGetRasterCount(opened)))
  }

  /// Read from the whole list: some drivers answer no single item.
  private static func parts(of dataset: GDALDatasetH) -> [Subdataset] {
    let list = GDALGetMetadata(dataset, "SUBDATASETS")
    func item(_ key: String) -> String? {
      CSLFetchNameValue(list, key).map { String(cString: $0) }
    }
    return (1...most).prefix { item("SUBDATASET_\($0)_NAME") != nil }.map { index in
      let path = item("SUBDATASET_\(index)_NAME") ?? ""
      return Subdataset(
        path: path, name: lastPart(of: path), summary: item("SUBDATASET_\(index)_DESC") ?? "")
    }
  }

  private static func lastPart(of path: String) -> String {
    let part = path.split(separator: ":").last.map(String.init) ?? path
    return part.trimmingCharacters(in: CharacterSet(charactersIn: "\"/ "))
  }
}
