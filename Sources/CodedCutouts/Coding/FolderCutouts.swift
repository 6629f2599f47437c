import Foundation
package import Learning
package import RasterIO
import Rasters

/// A folder of cutouts: every picture in it and in the folders below is an
/// object, whose identifier is its path in the folder. One that cannot be read
/// is listed and not grouped.
package struct FolderCutouts: CutoutSource {
  static let extensions: Set<String> = ["png", "jpg", "jpeg", "tif", "tiff", "fits", "fit"]
  /// Files that are handed over together, and read together, at most.
  private static let block = 128
  private static let lane = 16
  /// Values of a file, in all bands: what has more is no cutout.
  private static let largest = 8 << 20
  /// Values that are handed over together; the last lane may exceed them.
  private static let mostValues = 64 << 20

  package let folder: String
  package let objects: SurveyObjects
  package let bandCount: Int
  /// Values of the first readable file.
  private let firstLength: Int

  package init(_ path: LocalPath) throws {
    folder = path.absolute
    let names = Self.names(in: folder)
    guard !names.isEmpty else {
      throw Failure(
        "'\(path.typed)' holds no cutouts (\(Self.extensions.sorted().joined(separator: ", ")))")
    }
    objects = SurveyObjects(names: names)
    let first = names.lazy.compactMap { [folder] in try? Self.read(folder + "/" + $0) }.first
    guard let first else { throw Failure("'\(path.typed)': no cutout in it can be read") }
    bandCount = first.bands
    firstLength = first.values.count
  }

  package static func names(in folder: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { name in
      extensions.contains((name as NSString).pathExtension.lowercased())
        && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a folder holds FITS files, PNG or JPEG pictures, and nothing by
  /// which a satellite product is known. TIFF alone may be a scene's bands.
  package static func isFolderOfCutouts(_ folder: String) -> Bool {
    let top = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let isProduct = top.contains { name in
      let name = name.uppercased()
      return ["MTL.TXT", "MTL.JSON", "MTL.XML", ".SAFE"].contains(where: name.hasSuffix)
        || name.hasPrefix("MTD_") || name.hasSuffix(".HDF")
    }
    guard !isProduct else { return false }
    let pictures: Set<String> = ["png", "jpg", "jpeg", "fits", "fit"]
    return names(in: folder).contains {
      pictures.contains(($0 as NSString).pathExtension.lowercased())
    }
  }

  package var size: Int? { nil }
  /// Bytes of a block of files like the first one.
  package var leastBytes: Int { 2 * 4 * min(Self.mostValues, Self.block * firstLength) }
  package var words: String { "\(objects.count) files of the folder" }

  package func forEach(
    _ rows: [Int], stage: String, _ context: FitContext,
    _ body: ([CutoutReading]) throws -> Void
  ) throws {
    var waiting: [CutoutReading] = []
    for start in stride(from: 0, to: rows.count, by: Self.lane) {
      try context.checkpoint()
      let part = Array(rows[start..<min(rows.count, start + Self.lane)])
      let paths = part.map { folder + "/" + objects.ids[$0] }
      waiting += try context.workers.map(part.count) { _, index in
        Self.reading(paths[index], row: part[index])
      }
      let values = waiting.reduce(0) { $0 + ($1.planes?.values.count ?? 0) }
      let end = start + part.count
      guard waiting.count >= Self.block || values >= Self.mostValues || end == rows.count else {
        continue
      }
      try body(waiting)
      waiting = []
      context.progress(stage, Double(end) / Double(rows.count))
    }
  }

  private static func reading(_ path: String, row: Int) -> CutoutReading {
    guard let planes = try? read(path) else {
      return CutoutReading(row: row, problem: "unreadable")
    }
    guard planes.values.contains(where: \.isFinite) else {
      return CutoutReading(row: row, problem: "no pixel has a value")
    }
    return CutoutReading(row: row, planes: planes)
  }

  /// GDAL turns FITS images over, so that rows come from the top. A fourth
  /// band of a picture is its transparency.
  private static func read(_ path: String) throws -> CutoutPlanes {
    let raster = try RasterDataset(path: path)
    let isPicture = raster.bands.allSatisfy { $0.type == .uint8 }
    let count = isPicture ? (raster.bandCount >= 3 ? 3 : 1) : min(raster.bandCount, 16)
    // Sides are below 2^31 each: their product has a number.
    let area = raster.width * raster.height
    guard count > 0, area > 0, area <= largest / count else {
      throw Failure("'\(path)' is no cutout")
    }
    var values = [Float](repeating: 0, count: count * area)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try raster.read(
        bands: Array(1...count),
        source: .init(
          column: 0, row: 0, width: Double(raster.width), height: Double(raster.height)),
        width: raster.width, height: raster.height, into: base, rowStride: raster.width,
        bandStride: area)
    }
    return CutoutPlanes(
      bands: count, width: raster.width, height: raster.height, values: values,
      isPicture: isPicture)
  }
}
