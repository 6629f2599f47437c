import Foundation
import RasterIO
import Rasters
import Settings

/// A virtual raster (VRT) as far as it can do no harm: bands that are put
/// together of files under its own folder. Its text is written anew from what
/// is known to be harmless; raw bytes of files, functions, warped rasters,
/// addresses and virtual rasters among its sources are refused.
package enum VirtualRaster {
  static let largestFile = 16 << 20
  private static let mostSources = 10_000

  /// What a virtual raster that was not allowed is refused with.
  static func refusal(_ typed: String) -> Failure {
    Failure(
      "'\(typed)' is a virtual raster (VRT), which names other files to read; allow it with "
        + "\(InputSettings.allowsVirtualRasters) (allow-vrt: true in a scene file) if they lie under its folder"
    )
  }

  /// Checks those of some paths that are virtual rasters, and lets them be
  /// opened from now on. Returns the files that they read.
  package static func admit(_ paths: [String]) throws -> [String] {
    try paths.flatMap { typed -> [String] in
      let path = try LocalPath(typed)
      guard path.kind == .file, VirtualFiles.root(ofArchive: path.absolute) == nil,
        VirtualRasters.isVirtual(path.absolute)
      else { return [] }
      return try admit(path)
    }
  }

  private static func admit(_ path: LocalPath) throws -> [String] {
    let shown = "'\(path.typed)'"
    let bytes = try VirtualFiles.read(path.absolute, limit: largestFile)
    var writer = VirtualRasterText(shown: shown, folder: try folder(of: path))
    let text = try writer.text(SafeXML.parse(bytes, shown: shown))
    let files = unique(writer.sources)
    guard !files.isEmpty, writer.sources.count <= mostSources else {
      throw Failure("\(shown) has \(writer.sources.count) sources; 1 to \(mostSources) are read")
    }
    for file in files where !VirtualRasters.isPlainRaster(file) {
      throw Failure("\(shown) reads '\(file)', which is no raster of a format that is read")
    }
    VirtualRasters.admit(path.absolute, text: text)
    return files
  }

  private static func folder(of path: LocalPath) throws -> String {
    try real(URL(fileURLWithPath: path.absolute).deletingLastPathComponent().path, path.typed)
  }

  /// A path without links.
  static func real(_ path: String, _ shown: String) throws -> String {
    guard let found = realpath(path, nil) else {
      throw Failure("'\(shown)' cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { free(found) }
    return String(cString: found)
  }
}
