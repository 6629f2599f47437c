import Cartography
import Kernels
import RasterIO

/// What the command `facies` does, for programs.
///
/// ```swift
/// import Mapping
///
/// let scene = try Scene(input: "scene.tif", units: 8)
/// let report = try Facies.run(scene, options: RunOptions(folder: "out"))
/// ```
///
/// Every function throws an error that is a `FaciesError`: one line that
/// says what was found, where, and the mend, and the exit code that the
/// command would give.
public enum Facies {
  public static let version = "0.1.0"

  /// The program and the libraries that decide what comes out.
  public static var versions: [String: String] {
    [
      "facies": version, "gdal": GDAL.version, "proj": GDAL.projVersion,
      "openblas": BLAS.version, "cairo": MapSheet.cairoVersion, "kernels": Planar.cpu,
    ]
  }

  /// What `facies --version` prints.
  public static var versionLine: String {
    let libraries = versions.filter { $0.key != "facies" }.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value)" }
    return "facies \(version) (\(libraries.joined(separator: ", ")))"
  }
}
