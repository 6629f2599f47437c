internal import CGDAL

/// From the coordinates of one system to those of another, point by point, x
/// being easting or longitude. One owner: a handle of PROJ is not shared.
package final class PlaceTransformation {
  private let handle: OGRCoordinateTransformationH

  /// Nil where nothing leads from one to the other, as to another planet.
  package init?(from: String, to: String) {
    GDAL.start()
    guard let source = OSRNewSpatialReference(from) else { return nil }
    defer { OSRDestroySpatialReference(source) }
    guard let target = OSRNewSpatialReference(to) else { return nil }
    defer { OSRDestroySpatialReference(target) }
    OSRSetAxisMappingStrategy(source, OAMS_TRADITIONAL_GIS_ORDER)
    OSRSetAxisMappingStrategy(target, OAMS_TRADITIONAL_GIS_ORDER)
    guard let made = OCTNewCoordinateTransformation(source, target) else { return nil }
    handle = made
  }

  deinit { OCTDestroyCoordinateTransformation(handle) }

  /// Nil where a point has no place in the other system.
  package func place(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
    var (x, y) = (x, y)
    var success: Int32 = 0
    guard OCTTransformEx(handle, 1, &x, &y, nil, &success) != 0, success != 0, x.isFinite,
      y.isFinite
    else { return nil }
    return (x, y)
  }
}
