import RasterIO
import Rasters

/// Where simulated scenes lie: near Mutawintji in New South Wales.
enum SceneSite {
  private static let left = 618_705.0
  private static let top = 6_569_725.0
  /// Landsat's own grids south of the equator are in the northern system of
  /// their zone, with negative northings.
  private static let falseNorthing = 10_000_000.0
  static let zone = 54

  static func grid(_ request: SimulationRequest) throws -> Grid {
    let pixel = request.sensor.pixelMetres
    let top = request.asProduct ? top - falseNorthing : top
    return try SpatialReference.grid(
      width: request.width, height: request.height,
      transform: GeoTransform(left: left, top: top, pixelWidth: pixel, pixelHeight: pixel),
      epsg: request.asProduct ? 32600 + zone : 32700 + zone)
  }

  /// Longitude and latitude of map positions; nil where PROJ has none.
  static func longitudeLatitude(
    _ points: [(x: Double, y: Double)], on grid: Grid
  ) -> [(x: Double, y: Double)]? {
    guard let from = grid.wkt, let to = SpatialReference.wkt(epsg: 4326) else { return nil }
    return SpatialReference.transform(points, from: from, to: to)
  }
}
