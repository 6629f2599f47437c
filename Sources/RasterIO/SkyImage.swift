import Foundation
package import Rasters

/// One plane of a survey image, its rows in the order of the FITS file: row 0
/// is the file's first, which GDAL shows as the last. Other formats keep
/// their order. A handle: one thread at a time.
package final class SkyImage {
  package let typed: String
  package let width: Int
  package let height: Int
  private let dataset: RasterDataset
  private let isUpsideDown: Bool

  /// Opens what somebody typed: a file, or `FILE.fits[N]` for the HDU N of a
  /// FITS file (0 is the primary one), as CFITSIO writes it.
  package init(_ typed: String) throws {
    let (name, hdu) = Self.split(typed)
    let file = try LocalPath.file(name)
    self.typed = typed
    dataset = try Self.open(file, hdu: hdu)
    guard dataset.bandCount == 1 else {
      throw Failure.usage("'\(typed)' has \(dataset.bandCount) planes, must have one")
    }
    guard dataset.bands[0].type != .complex else {
      throw Failure.usage("'\(typed)' holds complex numbers")
    }
    width = dataset.width
    height = dataset.height
    isUpsideDown = dataset.driver == "FITS"
  }

  /// The file of what somebody typed.
  package static func file(_ typed: String) throws -> LocalPath {
    try LocalPath.file(split(typed).file)
  }

  /// The file of `FILE.fits[N]` and N; a name that is a file stays whole.
  private static func split(_ typed: String) -> (file: String, hdu: Int?) {
    guard typed.hasSuffix("]"), let open = typed.lastIndex(of: "["),
      let hdu = Int(typed[typed.index(after: open)...].dropLast()), hdu >= 0,
      !FileManager.default.fileExists(atPath: typed)
    else { return (typed, nil) }
    return (String(typed[..<open]), hdu)
  }

  private static func open(_ file: LocalPath, hdu: Int?) throws -> RasterDataset {
    let parts = try Subdataset.list(in: file.absolute)
    guard let hdu else {
      guard parts.ownBands > 0 || parts.parts.isEmpty else {
        let last = parts.parts.compactMap { Int($0.name) }.map { $0 - 1 }
        throw Failure.usage(
          "'\(file.typed)' holds several images; name one, such as '\(file.typed)[\(last.first ?? 0)]'"
            + " (there are \(last.map(String.init).joined(separator: ", ")))")
      }
      return try RasterDataset(path: file.absolute)
    }
    if let part = parts.parts.first(where: { Int($0.name) == hdu + 1 }) {
      return try RasterDataset(path: part.path)
    }
    guard hdu == 0, parts.parts.isEmpty else {
      throw Failure.usage("'\(file.typed)' has no image in HDU \(hdu)")
    }
    return try RasterDataset(path: file.absolute)
  }

  /// What all open images together keep of decoded blocks.
  package static func limitBlockCache(to bytes: Int) { GDAL.limitBlockCache(to: bytes) }

  /// Values of a window in the order of the FITS file, scaled as the header
  /// says; NaN where there is none.
  package func read(_ window: Window) throws -> [Double] {
    var source = window
    if isUpsideDown { source.row = height - window.endRow }
    var values = try dataset.readDoubles(window: source)
    let band = dataset.bands[0]
    for i in values.indices {
      values[i] = band.noData == values[i] ? .nan : values[i] * band.scale + band.offset
    }
    return isUpsideDown ? Self.turned(values, width: window.width) : values
  }

  private static func turned(_ values: [Double], width: Int) -> [Double] {
    guard width > 0 else { return values }
    return (0..<values.count / width).reversed().flatMap { row in
      values[(row * width)..<((row + 1) * width)]
    }
  }
}
