internal import CGDAL
import Rasters
import Synchronization

/// From the coordinates of a projected system to longitudes and latitudes of
/// the system that it is a projection of, through PROJ: no datum changes. Made
/// when it is first asked.
final class InverseProjection: MapProjection {
  /// A handle of PROJ serves one caller at a time.
  private struct Handle: @unchecked Sendable {
    /// Nil where nothing leads there.
    let transformation: OGRCoordinateTransformationH?
    let degreesPerUnit: Double
  }

  private let wkt: String
  private let handle = Mutex<Handle?>(nil)

  init(wkt: String) { self.wkt = wkt }

  deinit {
    handle.withLock { handle in
      handle?.transformation.map { OCTDestroyCoordinateTransformation($0) }
    }
  }

  func geographic(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    handle.withLock { made in
      let handle = made ?? Self.handle(wkt)
      made = handle
      var x = points.map(\.x)
      var y = points.map(\.y)
      var success = [Int32](repeating: 0, count: points.count)
      if let transformation = handle.transformation {
        _ = OCTTransformEx(transformation, Int32(points.count), &x, &y, nil, &success)
      }
      return points.indices.map { index in
        guard success[index] != 0, x[index].isFinite, y[index].isFinite else {
          return SIMD2(repeating: .nan)
        }
        return SIMD2(x[index], y[index]) * handle.degreesPerUnit
      }
    }
  }

  private static func handle(_ wkt: String) -> Handle {
    let none = Handle(transformation: nil, degreesPerUnit: 1)
    GDAL.start()
    guard let source = plain(wkt) else { return none }
    defer { OSRDestroySpatialReference(source) }
    guard let target = OSRCloneGeogCS(source) else { return none }
    defer { OSRDestroySpatialReference(target) }
    OSRSetAxisMappingStrategy(source, OAMS_TRADITIONAL_GIS_ORDER)
    OSRSetAxisMappingStrategy(target, OAMS_TRADITIONAL_GIS_ORDER)
    return Handle(
      transformation: OCTNewCoordinateTransformation(source, target),
      degreesPerUnit: SpatialReference.degreesPerUnit(target))
  }

  /// A system whose base has its longitudes first and latitudes of the
  /// vertical, whatever its own axes (WKT 1 knows no others).
  private static func plain(_ wkt: String) -> OGRSpatialReferenceH? {
    guard let given = OSRNewSpatialReference(wkt) else { return nil }
    var text: UnsafeMutablePointer<CChar>?
    guard OSRExportToWkt(given, &text) == OGRERR_NONE, let text else { return given }
    defer { VSIFree(text) }
    guard let plain = OSRNewSpatialReference(text) else { return given }
    OSRDestroySpatialReference(given)
    return plain
  }
}
