import RasterIO
import Rasters

/// Reads a raster of labels at the pixel centres of another grid, nearest
/// neighbour, through their places on the ground.
struct ReferenceSampler {
  let map: LabelMap
  let grid: Grid
  private let needsTransformation: Bool

  init(map: LabelMap, onto grid: Grid) {
    self.map = map
    self.grid = grid
    needsTransformation =
      map.grid.wkt != nil && grid.wkt != nil
      && !SpatialReference.isSame(map.grid.wkt, grid.wkt)
  }

  /// How the two grids are brought together, for the report.
  var method: String {
    guard map.grid.transform != nil, grid.transform != nil else {
      return "pixel by pixel (a grid without place on the ground)"
    }
    return needsTransformation
      ? "nearest neighbour, from \(map.grid.reference.name) to \(grid.reference.name)"
      : map.grid.transform == grid.transform ? "pixel by pixel" : "nearest neighbour by place"
  }

  /// Labels of full rows of the grid; 0 outside the raster.
  func labels(ofRows rows: Range<Int>) throws -> [UInt16] {
    guard map.grid.transform != nil, grid.transform != nil else { return try aligned(rows) }
    let places = try pixels(ofRows: rows)
    let inside = places.filter { map.grid.extent.contains($0) }
    guard let first = inside.map(\.row).min(), let last = inside.map(\.row).max(),
      let left = inside.map(\.column).min(), let right = inside.map(\.column).max()
    else { return [UInt16](repeating: 0, count: places.count) }
    let window = Window(
      column: left, row: first, width: right - left + 1, height: last - first + 1)
    let labels = try map.labels(in: window, width: window.width, height: window.height)
    return places.map { place in
      guard map.grid.extent.contains(place) else { return 0 }
      return labels[(place.row - first) * window.width + place.column - left]
    }
  }

  private func aligned(_ rows: Range<Int>) throws -> [UInt16] {
    guard map.grid.width == grid.width, map.grid.height == grid.height else {
      throw Failure(
        "the map has \(grid.width)x\(grid.height) pixels, '\(map.dataset.path)' "
          + "\(map.grid.width)x\(map.grid.height), and not both have a place on the ground")
    }
    let window = Window(column: 0, row: rows.lowerBound, width: grid.width, height: rows.count)
    return try map.labels(in: window, width: window.width, height: window.height)
  }

  /// The reference's pixel under every pixel centre of some rows.
  private func pixels(ofRows rows: Range<Int>) throws -> [(column: Int, row: Int)] {
    guard let from = grid.transform, let to = map.grid.transform else { return [] }
    var points = rows.flatMap { row in
      (0..<grid.width).map { from.apply(column: Double($0) + 0.5, row: Double(row) + 0.5) }
    }
    if needsTransformation, let source = grid.wkt, let target = map.grid.wkt {
      guard let moved = SpatialReference.transform(points, from: source, to: target) else {
        throw Failure(
          "'\(map.dataset.path)' (\(map.grid.reference.name)) cannot be brought to "
            + grid.reference.name)
      }
      points = moved
    }
    return points.map { point in
      guard let place = to.invert(x: point.x, y: point.y), abs(place.column) < 1e9,
        abs(place.row) < 1e9
      else { return (-1, -1) }
      return (Int(place.column.rounded(.down)), Int(place.row.rounded(.down)))
    }
  }
}

extension Window {
  func contains(_ pixel: (column: Int, row: Int)) -> Bool {
    (column..<endColumn).contains(pixel.column) && (row..<endRow).contains(pixel.row)
  }
}
