package import RasterIO
package import Rasters

/// Reads a raster of labels at the pixel centres of another grid, nearest
/// neighbour, through their places on the ground.
package struct ReferenceSampler {
  package let map: any LabelRaster
  private let name: String
  package let grid: Grid
  private let needsTransformation: Bool
  /// Nil where one of the two has no place on the ground.
  private let warp: GridWarp?

  /// Throws where nothing leads from one reference system to the other.
  package init(map: LabelMap, onto grid: Grid) throws {
    try self.init(map, name: map.dataset.path, onto: grid)
  }

  /// `name` is what messages call the raster.
  package init(_ map: any LabelRaster, name: String, onto grid: Grid) throws {
    self.map = map
    self.name = name
    self.grid = grid
    needsTransformation =
      map.grid.wkt != nil && grid.wkt != nil
      && !SpatialReference.isSame(map.grid.wkt, grid.wkt)
    let isPlaced = map.grid.transform != nil && grid.transform != nil
    warp = isPlaced ? try GridWarp(frame: grid, other: map.grid) : nil
  }

  /// How the two grids are brought together, for the report.
  package var method: String {
    guard map.grid.transform != nil, grid.transform != nil else {
      return "pixel by pixel (a grid without place on the ground)"
    }
    return needsTransformation
      ? "nearest neighbour, from \(map.grid.reference.name) to \(grid.reference.name)"
      : map.grid.transform == grid.transform ? "pixel by pixel" : "nearest neighbour by place"
  }

  /// What is to be known of how a raster without a place is laid over a map
  /// that has one, or the other way round.
  package var notes: [String] {
    guard (map.grid.transform == nil) != (grid.transform == nil) else { return [] }
    let unplaced = map.grid.transform == nil ? "'\(name)'" : "the map"
    return ["\(unplaced) has no georeference: '\(name)' is laid over the map pixel by pixel"]
  }

  /// Labels of full rows of the grid; 0 outside the raster.
  package func labels(ofRows rows: Range<Int>) throws -> [UInt16] {
    guard let warp else { return try aligned(rows) }
    return try rows.flatMap { try labels(ofRow: $0, warp) }
  }

  /// Pixels of the raster that are read at once.
  private static let mostPixels = 1 << 22

  private func labels(ofRow row: Int, _ warp: GridWarp) throws -> [UInt16] {
    let places = warp.exactCentres(ofRow: row, width: grid.width).map { place in
      place.x.isFinite
        ? (column: Int(place.x.rounded(.down)), row: Int(place.y.rounded(.down)))
        : (column: -1, row: -1)
    }
    return try labels(at: places[...])
  }

  /// In halves where the pixels lie far apart, as under a turned raster.
  private func labels(at places: ArraySlice<(column: Int, row: Int)>) throws -> [UInt16] {
    let inside = places.filter { map.grid.extent.contains($0) }
    guard let first = inside.map(\.row).min(), let last = inside.map(\.row).max(),
      let left = inside.map(\.column).min(), let right = inside.map(\.column).max()
    else { return [UInt16](repeating: 0, count: places.count) }
    let window = Window(
      column: left, row: first, width: right - left + 1, height: last - first + 1)
    if window.pixelCount > Self.mostPixels, places.count > 1 {
      let middle = (places.startIndex + places.endIndex) / 2
      return try labels(at: places[..<middle]) + labels(at: places[middle...])
    }
    let labels = try map.labels(in: window, width: window.width, height: window.height)
    return places.map { place in
      guard map.grid.extent.contains(place) else { return 0 }
      return labels[(place.row - first) * window.width + place.column - left]
    }
  }

  private func aligned(_ rows: Range<Int>) throws -> [UInt16] {
    guard map.grid.width == grid.width, map.grid.height == grid.height else {
      throw Failure(
        "the map has \(grid.width)x\(grid.height) pixels, '\(name)' "
          + "\(map.grid.width)x\(map.grid.height), and not both have a place on the ground")
    }
    let window = Window(column: 0, row: rows.lowerBound, width: grid.width, height: rows.count)
    return try map.labels(in: window, width: window.width, height: window.height)
  }
}

extension Window {
  package func contains(_ pixel: (column: Int, row: Int)) -> Bool {
    (column..<endColumn).contains(pixel.column) && (row..<endRow).contains(pixel.row)
  }
}
