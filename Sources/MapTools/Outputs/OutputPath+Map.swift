import Jobs
import RasterIO
import Rasters

extension OutputPath {
  /// Checks the path of a classified GeoTIFF and what lies beside it.
  static func checkMap(_ path: String, overwrite: Bool, input: LocalPath) throws {
    guard [".tif", ".tiff"].contains(where: path.lowercased().hasSuffix) else {
      throw Failure.usage("'\(path)' must end in .tif: it will be a GeoTIFF")
    }
    for file in [path] + DerivedMap.sidecars(of: path) {
      try check(file, overwrite: overwrite, input: input)
    }
  }
}
