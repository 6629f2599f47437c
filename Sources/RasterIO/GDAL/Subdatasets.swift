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
    guard let opened = try GDAL.openRaster(path) else {
      throw Failure("'\(path)' cannot be read as a raster: \(GDAL.lastMessage)")
    }
    defer { GDALClose(opened) }
    return (parts(of: opened, in: path), Int(GDALGetRasterCount(opened)))
  }

  /// Read from the whole list: some drivers answer no single item. A file
  /// beside it (.aux.xml) can list anything: what is no part of this file is
  /// passed over.
  private static func parts(of dataset: GDALDatasetH, in file: String) -> [Subdataset] {
    let list = GDALGetMetadata(dataset, "SUBDATASETS")
    func item(_ key: String) -> String? {
      CSLFetchNameValue(list, key).map { String(cString: $0) }
    }
    return (1...most).prefix { item("SUBDATASET_\($0)_NAME") != nil }.compactMap { index in
      let path = item("SUBDATASET_\(index)_NAME") ?? ""
      guard isPart(path, of: file) else { return nil }
      return Subdataset(
        path: path, name: lastPart(of: path), summary: item("SUBDATASET_\(index)_DESC") ?? "")
    }
  }

  private static let formats = [
    "FITS", "GPKG", "GTIFF_DIR", "HDF4_EOS", "HDF4_GR", "HDF4_SDS", "NETCDF", "NITF_IM",
  ]

  /// Whether a name is "FORMAT:…:path", with the very path.
  static func isPart(_ name: String, of file: String) -> Bool {
    guard let place = name.range(of: file) else { return false }
    let words = name[..<place.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
    guard words.count >= 2, let last = words.last, last.isEmpty || last == "\"",
      formats.contains(String(words[0]))
    else { return false }
    let isPlain = words.dropLast().allSatisfy { word in
      !word.isEmpty
        && word.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || $0 == 95 }
    }
    let next = name[place.upperBound...].first
    return isPlain && (next == nil || next == ":" || next == "\"")
  }

  private static func lastPart(of path: String) -> String {
    let part = path.split(separator: ":").last.map(String.init) ?? path
    return part.trimmingCharacters(in: CharacterSet(charactersIn: "\"/ "))
  }
}
