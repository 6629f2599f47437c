import Foundation
package import RasterIO
import Rasters

/// A folder of cutouts as a list of objects: every FITS, TIFF, PNG and JPEG
/// file in it and in its folders, named by its path in the folder.
package struct CutoutCollection: Sendable {
  /// In the order of their bytes.
  package let ids: [String]
  /// Of the files.
  package let paths: [String]

  private static let endings: Set<String> = [
    "fits", "fit", "fts", "fz", "gz", "tif", "tiff", "png", "jpg", "jpeg",
  ]
  /// Larger sides are refused.
  private static let mostSide = 16_384

  package init(_ folder: LocalPath) throws {
    let all =
      FileManager.default.enumerator(atPath: folder.absolute)?
      .compactMap { $0 as? String } ?? []
    let names = all.filter { name in
      Self.endings.contains((name as NSString).pathExtension.lowercased())
        && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !names.isEmpty else {
      throw Failure("'\(folder.typed)' holds no cutouts (FITS, TIFF, PNG or JPEG files)")
    }
    paths = names.map { folder.absolute + "/" + $0 }
    ids = names
  }

  package var count: Int { ids.count }

  /// Values of a cutout: band after band, rows from the lowest on.
  package func read(_ index: Int) throws -> (values: [Float], width: Int, height: Int, bands: Int) {
    let image = try ImageFile.open(paths[index])
    guard image.width <= Self.mostSide, image.height <= Self.mostSide else {
      throw Failure("'\(paths[index])' is \(image.width)x\(image.height) pixels: no cutout")
    }
    let area = image.width * image.height
    var values = [Float](repeating: .nan, count: area * image.planes)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for plane in 0..<image.planes {
        try image.read(image.extent, plane: plane, into: base + plane * area, stride: image.width)
      }
    }
    return (values, image.width, image.height, image.planes)
  }
}
