import RasterIO
package import Rasters
package import Reports

/// Where a grid lies on the globe (WGS 84), of any system and over the
/// antimeridian and the poles.
package struct GridFootprint {
  private let grid: Grid
  private let transform: GeoTransform
  private let toGlobe: PlaceTransformation
  private let fromGlobe: PlaceTransformation?

  /// Nil for a grid without a place on the Earth.
  package init?(_ grid: Grid) {
    guard let transform = grid.transform, let from = grid.wkt,
      let to = SpatialReference.wkt(epsg: 4326),
      let toGlobe = PlaceTransformation(from: from, to: to)
    else { return nil }
    (self.grid, self.transform, self.toGlobe) = (grid, transform, toGlobe)
    fromGlobe = PlaceTransformation(from: to, to: from)
  }

  /// From its edge, or, where that lies beyond the globe, from places all
  /// over it; nil where it shows none.
  package var footprint: Footprint? {
    let poles = [-90.0, 90].filter(holds)
    if let edge, let footprint = Footprint(edge: edge, poles: poles) { return footprint }
    let steps = 64
    let inside = (0...steps).flatMap { y in
      (0...steps).map { x in
        (Double(x) / Double(steps) * width, Double(y) / Double(steps) * height)
      }
    }
    return Footprint(inside: inside.compactMap { place($0.0, $0.1) }, poles: poles)
  }

  private var width: Double { Double(grid.width) }
  private var height: Double { Double(grid.height) }

  /// Points along every side; nil where one is not on the globe.
  private var edge: [Footprint.Position]? {
    let corners = [(0.0, 0.0), (width, 0), (width, height), (0, height)]
    let sides = corners.indices.map { side(from: corners[$0], to: corners[($0 + 1) % 4]) }
    guard sides.allSatisfy({ $0 != nil }) else { return nil }
    return sides.flatMap { $0 ?? [] }
  }

  private typealias Corner = (column: Double, row: Double)

  /// In 16 steps, of which those that turn far are divided further: an edge may
  /// pass a pole closely.
  private func side(from a: Corner, to b: Corner) -> [Footprint.Position]? {
    let at = { (t: Double) in
      place(a.column + t * (b.column - a.column), a.row + t * (b.row - a.row))
    }
    let steps = 16
    var line: [Footprint.Position] = []
    for step in 0..<steps {
      let (t, next) = (Double(step) / Double(steps), Double(step + 1) / Double(steps))
      guard let first = at(t), let last = at(next) else { return nil }
      line += [first] + Self.between(t, first, next, last, at, depth: 8)
    }
    return line
  }

  private static func between(
    _ t: Double, _ first: Footprint.Position, _ next: Double, _ last: Footprint.Position,
    _ at: (Double) -> Footprint.Position?, depth: Int
  ) -> [Footprint.Position] {
    let turn = abs((last.longitude - first.longitude).remainder(dividingBy: 360))
    // A grid in degrees of the whole globe turns by 22.5 in a step.
    guard depth > 0, turn > 25, let middle = at((t + next) / 2) else { return [] }
    return between(t, first, (t + next) / 2, middle, at, depth: depth - 1) + [middle]
      + between((t + next) / 2, middle, next, last, at, depth: depth - 1)
  }

  /// Nil beyond the globe. Latitudes of pixels that hang over a pole, as those
  /// of grids whose first centres are on it, end there.
  private func place(_ column: Double, _ row: Double) -> Footprint.Position? {
    var point = transform.apply(column: column, row: row)
    if grid.reference.isGeographic {
      let pole = 90 / grid.reference.degreesPerUnit
      let over = max(abs(transform.rowY), abs(transform.columnY))
      guard abs(point.y) <= pole + over else { return nil }
      point.y = max(-pole, min(pole, point.y))
    }
    guard let place = toGlobe.place(point.x, point.y), abs(place.y) <= 90.001 else { return nil }
    return Footprint.Position(place.x, place.y)
  }

  private func holds(latitude: Double) -> Bool {
    guard let pole = fromGlobe?.place(0, latitude),
      let place = transform.invert(x: pole.x, y: pole.y)
    else { return false }
    return (0...width).contains(place.column) && (0...height).contains(place.row)
  }
}
