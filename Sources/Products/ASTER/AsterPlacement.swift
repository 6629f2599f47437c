import Foundation
import RasterIO
import Rasters

/// Where the rasters of an ASTER HDF file lie: GDAL gives them no transform,
/// the metadata give corners.
struct AsterPlacement {
  let metadata: AsterMetadata

  /// A file's grid as it stands, or placed by the metadata where the file is
  /// not. `pixel` is the nominal size in metres.
  func place(_ grid: Grid, pixel: Double, shown: String) throws -> (Grid, String?) {
    guard grid.transform == nil else { return (grid, nil) }
    guard let corners = try metadata.corners(), let zone = try metadata.zone() else {
      return (grid, "\(shown) has no georeference, and the metadata give no UTM corners")
    }
    guard let transform = Self.transform(corners, grid, pixel: pixel) else {
      return (
        grid,
        "\(shown) has \(grid.width)x\(grid.height) pixels, which do not make \(pixel) m between "
          + "the corners of the metadata: it is not placed"
      )
    }
    let (moved, epsg) = try inZone(transform, zone)
    let placed = try SpatialReference.grid(
      width: grid.width, height: grid.height, transform: moved, epsg: epsg)
    return (placed, "placed by the corners of the metadata: the HDF file carries no transform")
  }

  /// Southern granules have the northern zone and negative northings in HDF
  /// files; LP DAAC's own scripts bring them to the southern zone, as here.
  private func inZone(_ transform: GeoTransform, _ zone: Int) throws -> (GeoTransform, Int) {
    guard try metadata.isSouthern() else { return (transform, 32600 + zone) }
    var moved = transform
    if moved.originY < 0 { moved.originY += 10_000_000 }
    return (moved, 32700 + zone)
  }

  /// The corners are the middles of the corner pixels, the same for the three
  /// telescopes (the extents of real granules are whole multiples of 15, 30
  /// and 90 m that way), or, where that does not fit, the outer corners. Nil
  /// where neither gives pixels of about the nominal size.
  static func transform(
    _ corners: AsterMetadata.Corners, _ grid: Grid, pixel: Double
  ) -> GeoTransform? {
    let across = (
      corners.upperRight.x - corners.upperLeft.x, corners.upperRight.y - corners.upperLeft.y
    )
    let down = (
      corners.lowerLeft.x - corners.upperLeft.x, corners.lowerLeft.y - corners.upperLeft.y
    )
    func error(_ width: Int, _ height: Int) -> Double {
      guard width > 0, height > 0 else { return .infinity }
      return max(
        abs(hypot(across.0, across.1) / Double(width) / pixel - 1),
        abs(hypot(down.0, down.1) / Double(height) / pixel - 1))
    }
    let isMiddle = error(grid.width - 1, grid.height - 1) <= error(grid.width, grid.height)
    let (columns, rows) = isMiddle ? (grid.width - 1, grid.height - 1) : (grid.width, grid.height)
    guard error(columns, rows) < 0.01 else { return nil }
    let (c, r) = (Double(columns), Double(rows))
    let half = isMiddle ? 0.5 : 0
    let column = (x: across.0 / c, y: across.1 / c)
    let row = (x: down.0 / r, y: down.1 / r)
    return GeoTransform(
      originX: corners.upperLeft.x - half * (column.x + row.x), columnX: column.x, rowX: row.x,
      originY: corners.upperLeft.y - half * (column.y + row.y), columnY: column.y, rowY: row.y)
  }
}
