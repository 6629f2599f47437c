import Foundation
package import RasterIO
import Rasters

/// Opens images by what they are, whatever their names: TIFF, PNG, JPEG, GIF and
/// BMP by GDAL, all else as FITS.
package enum ImageFile {
  /// `FILE`, or `FILE[N]`, `FILE[NAME]` or `FILE[NAME,VERSION]` for an extension
  /// of a FITS file, which goes before `image`.
  package static func open(
    _ typed: String, image: ImageExtension = .first, for purpose: ImagePurpose = .light
  ) throws -> any ImagePlanes {
    let (name, own) = try split(typed)
    guard try isRaster(LocalPath.file(name)) else {
      return try FITSImage(name, image: own ?? image)
    }
    guard own == nil, image == .first else {
      throw Failure.usage("'\(name)' is no FITS file: it has no extensions to choose from")
    }
    return try RasterPlanes(name, for: purpose)
  }

  /// The file of what somebody typed.
  package static func path(_ typed: String) throws -> LocalPath {
    try LocalPath.file(split(typed).file)
  }

  /// The name of the file of what somebody typed, there or not.
  package static func file(_ typed: String) -> String { (try? split(typed).file) ?? typed }

  /// Whether a part of a file is named: `FILE[…]`.
  package static func isPart(_ typed: String) -> Bool { file(typed) != typed }

  /// A name that is a file stays whole.
  static func split(_ typed: String) throws -> (file: String, image: ImageExtension?) {
    guard typed.hasSuffix("]"), let open = typed.lastIndex(of: "["),
      !FileManager.default.fileExists(atPath: typed)
    else { return (typed, nil) }
    let inner = String(typed[typed.index(after: open)...].dropLast())
    return (String(typed[..<open]), try ImageExtension(inner))
  }

  private static let heads: [[UInt8]] = [
    [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A], [0x49, 0x49, 0x2B, 0], [0x4D, 0x4D, 0, 0x2B],
    [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8),
    Array("BM".utf8),
  ]

  private static func isRaster(_ path: LocalPath) -> Bool {
    let head = FileHandle(forReadingAtPath: path.absolute)?.readData(ofLength: 4) ?? Data()
    return heads.contains { head.starts(with: $0) }
  }
}
