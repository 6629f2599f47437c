package import Fitting
import Foundation
package import RasterIO
import Rasters
import Surveys

/// A folder of cutouts: every picture in it and in the folders below is an
/// object, whose identifier is its path in the folder. One that cannot be read
/// is listed and not grouped.
package struct FolderCutouts: CutoutSource {
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

  /// Pictures of 16 bits are shown as those of 8 are; where there are none,
  /// their values are taken for those of the sky.
  private let showsDeepPictures: Bool
  package let notes: [String]

  package init(_ path: LocalPath) throws {
    folder = path.absolute
    let files = CutoutFiles(in: folder)
    let names = files.names
    guard !names.isEmpty else {
      throw Failure(
        "'\(path.typed)' holds no cutouts (\(CutoutFiles.endings.joined(separator: ", ")))"
          + (files.note.map { "; \($0)" } ?? ""))
    }
    notes = files.note.map { [$0] } ?? []
    objects = SurveyObjects(names: names)
    let first = names.lazy.compactMap { [folder] in
      try? Self.read(folder + "/" + $0, showsDeepPictures: true)
    }.first
    guard let first else { throw Failure("'\(path.typed)': no cutout in it can be read") }
    bandCount = first.bands
    firstLength = first.values.count
    showsDeepPictures = BytePictures(folder: folder, names: names).areThere
  }

  package static func names(in folder: String) -> [String] { CutoutFiles(in: folder).names }

  /// Whether a folder holds FITS files, PNG or JPEG pictures, and nothing by
  /// which a satellite product is known. TIFF alone may be a scene's bands:
  /// ``TIFFCutouts`` decides.
  package static func isFolderOfCutouts(_ folder: String) -> Bool {
    let top = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let isProduct = top.contains { name in
      let name = name.uppercased()
      return ["MTL.TXT", "MTL.JSON", "MTL.XML", ".SAFE"].contains(where: name.hasSuffix)
        || name.hasPrefix("MTD_") || name.hasSuffix(".HDF")
    }
    guard !isProduct else { return false }
    let all = names(in: folder)
    let hasOthers = all.contains { !CutoutFiles.tiffs.contains(CutoutFiles.ending(of: $0)) }
    return hasOthers || TIFFCutouts.areThere(folder: folder, names: all)
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
      let ids = part.map { objects.ids[$0] }
      let paths = ids.map { folder + "/" + $0 }
      let showsDeep = showsDeepPictures
      waiting += try context.workers.map(part.count) { _, index in
        var reading = Self.reading(paths[index], row: part[index], showsDeepPictures: showsDeep)
        // A file is named by its place in the folder.
        reading.reason = reading.reason?.replacingOccurrences(of: paths[index], with: ids[index])
        return reading
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

  private static func reading(
    _ path: String, row: Int, showsDeepPictures: Bool
  ) -> CutoutReading {
    let planes: CutoutPlanes
    do {
      planes = try read(path, showsDeepPictures: showsDeepPictures)
    } catch {
      return CutoutReading(row: row, problem: "unreadable", reason: "\(error)")
    }
    guard planes.values.contains(where: \.isFinite) else {
      return CutoutReading(row: row, problem: "no pixel has a value")
    }
    return CutoutReading(row: row, planes: planes)
  }

  /// The first three bands of a picture, or one; up to 16 bands of the sky.
  private static func read(_ path: String, showsDeepPictures: Bool) throws -> CutoutPlanes {
    let image = try ImageFile.open(path)
    let picture = image.picture.flatMap { $0.isDeep && !showsDeepPictures ? nil : $0 }
    let count = picture != nil ? (image.planes >= 3 ? 3 : 1) : min(image.planes, 16)
    // Sides are below 2^31 each: their product has a number.
    let area = image.width * image.height
    guard count > 0, area > 0, area <= largest / count else {
      throw Failure(
        "'\(path)' has \(image.width)x\(image.height) pixels in \(image.planes) bands: no cutout")
    }
    var values = [Float](repeating: 0, count: count * area)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.readTopDown(planes: count, into: base)
    }
    if let picture, picture != .bytes {
      for index in values.indices { values[index] *= 255 / picture.white }
    }
    return CutoutPlanes(
      bands: count, width: image.width, height: image.height, values: values,
      isPicture: picture != nil)
  }
}
