import Foundation
import RasterIO
import Rasters

/// Checks of a file that is to be written.
enum OutputPath {
  /// Refuses what is there unless told to overwrite it, and the input itself
  /// in any case.
  static func check(_ path: String, overwrite: Bool, input: LocalPath) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    if isFolder.boolValue { throw Failure.usage("'\(path)' is a folder; --out must name a file") }
    if isSame(path, input.absolute) {
      throw Failure.usage("'\(path)' is the input itself; --out must name another file")
    }
    guard overwrite else {
      throw Failure.usage("'\(path)' already exists; add --overwrite to replace it")
    }
  }

  /// The same for a classified GeoTIFF and what lies beside it.
  static func checkMap(_ path: String, overwrite: Bool, input: LocalPath) throws {
    guard [".tif", ".tiff"].contains(where: path.lowercased().hasSuffix) else {
      throw Failure.usage("'\(path)' must end in .tif: it will be a GeoTIFF")
    }
    for file in [path] + DerivedMap.sidecars(of: path) {
      try check(file, overwrite: overwrite, input: input)
    }
  }

  private static func isSame(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(a, &first) == 0, stat(b, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }
}
