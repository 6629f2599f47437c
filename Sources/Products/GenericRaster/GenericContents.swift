import Foundation
import RasterIO
import Rasters

/// What one file of a plain raster says about itself.
struct GenericContents {
  let file: LocalPath
  /// Bands that hold an image: neither alpha nor nothing.
  let numbers: [Int]
  let bands: [RasterDataset.Band]
  /// Numbers of the bands that say what is inside the image.
  let alphas: [Int]
  /// Numbers of bands that the header marks as bad.
  let badBands: Set<Int>
  /// Rasters inside the file, where it has no bands of its own.
  let parts: [Subdataset]
  let notes: [String]

  init(_ file: LocalPath) throws {
    self.file = file
    let (inside, own) = try Subdataset.list(in: file.absolute)
    guard own > 0 || inside.isEmpty else {
      (numbers, bands, alphas, badBands, parts, notes) = ([], [], [], [], inside, [])
      return
    }
    let dataset = try RasterDataset(path: file.absolute)
    var all = dataset.bands
    let wavelengths = BandList.wavelengths(of: dataset, at: file.absolute)
    for (index, wavelength) in wavelengths.enumerated() { all[index].wavelength = wavelength }
    bands = all
    badBands = BandList.bad(in: dataset)
    parts = []
    let transparent = dataset.bands.indices.filter { dataset.bands[$0].isAlpha }.map { $0 + 1 }
    let isOnlyAlpha = transparent.count == bands.count
    alphas = isOnlyAlpha ? [] : transparent
    numbers = bands.indices.map { $0 + 1 }.filter { isOnlyAlpha || !transparent.contains($0) }
    notes =
      Self.remarks(file, dataset, otherImages: inside.count)
      + unique(bands.compactMap(\.wavelengthRemark)).map { "'\(file.typed)': \($0)" }
  }

  var isContainer: Bool { !parts.isEmpty }

  var isScaled: Bool { bands.contains { $0.scale != 1 || $0.offset != 0 } }

  private static func remarks(
    _ file: LocalPath, _ dataset: RasterDataset, otherImages: Int
  ) -> [String] {
    var notes: [String] = []
    if dataset.bandCount == 1, dataset.bands[0].hasColourTable {
      notes.append("'\(file.typed)' has a colour table: its values are indices, not brightness")
    }
    if otherImages > 1 {
      notes.append("only the first of the \(otherImages) images in '\(file.typed)' is used")
    }
    return notes + landsatRemark(file) + asterRemark(file)
  }

  /// A band file of an ASTER granule among others.
  private static func asterRemark(_ file: LocalPath) -> [String] {
    guard let name = AsterName(file.absolute), name.part != .other else { return [] }
    return ["files of \(name.kind.title): name their folder instead for physical values"]
  }

  /// A band file of a Landsat product that is used on its own.
  private static func landsatRemark(_ file: LocalPath) -> [String] {
    guard let mark = file.absolute.range(of: "_B", options: [.backwards, .caseInsensitive]) else {
      return []
    }
    let prefix = file.absolute[..<mark.lowerBound]
    let mtl = ["", "_SR", "_ST"].filter { prefix.hasSuffix($0) }
      .flatMap { part in
        ["txt", "json", "xml"].map { prefix.dropLast(part.count) + "_MTL." + $0 }
      }
      .first { FileManager.default.fileExists(atPath: String($0)) }
    guard let name = mtl?.split(separator: "/").last else { return [] }
    return ["a band of a Landsat product: name '\(name)' instead for reflectance and masks"]
  }
}
