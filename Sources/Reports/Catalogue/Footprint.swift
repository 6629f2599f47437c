import Foundation

/// Where a map lies on the globe, as GeoJSON wants it (RFC 7946): rings run
/// counterclockwise, and what crosses the antimeridian is cut in two.
package struct Footprint: Equatable, Sendable {
  /// One closed ring for each polygon, longitude first.
  package let rings: [[Position]]
  /// West, south, east, north; west is greater than east where the
  /// antimeridian is crossed.
  package let bounds: [Double]

  package struct Position: Equatable, Sendable {
    package var longitude: Double
    package var latitude: Double

    package init(_ longitude: Double, _ latitude: Double) {
      self.longitude = longitude
      self.latitude = latitude
    }
  }

  /// From points along the edge of the map, not closed, close enough together
  /// to show how the edge bends; nil where they are no places on the globe.
  /// `poles` are the latitudes of those that the map holds, where that is
  /// known.
  package init?(edge: [Position], poles: [Double] = []) {
    guard edge.count >= 3,
      edge.allSatisfy({ $0.longitude.isFinite && (-90.001...90.001).contains($0.latitude) })
    else { return nil }
    let line = GlobeLine(edge)
    let (south, north) = (line.south, line.north)
    if line.goesAround {
      let pole = poles.count == 1 ? poles[0] : south + north > 0 ? 90 : -90
      self.init(
        rings: [Self.ring(line.around(pole))],
        bounds: [-180, min(pole, south), 180, max(pole, north)])
    } else if line.east - line.west >= 360 - Self.gap {
      self.init(band: south...north)
    } else {
      let pieces = Self.split(line.places)
      self.init(rings: pieces.map(Self.ring), bounds: [line.west, south, line.wrappedEast, north])
    }
  }

  /// From places all over a map whose edge is not on the globe: the box around
  /// them; nil where there are none.
  package init?(inside places: [Position], poles: [Double]) {
    let places = places.filter { $0.longitude.isFinite && (-90...90).contains($0.latitude) }
    let latitudes = places.map(\.latitude)
    guard let south = latitudes.min(), let north = latitudes.max() else { return nil }
    let range = min(south, poles.min() ?? south)...max(north, poles.max() ?? north)
    guard let (west, east) = Self.longitudes(places), poles.isEmpty else {
      self.init(band: range)
      return
    }
    let box = Self.box(west, range.lowerBound, east, range.upperBound)
    self.init(
      rings: Self.split(box).map(Self.ring),
      bounds: [west, range.lowerBound, east > 180 ? east - 360 : east, range.upperBound])
  }

  private init(rings: [[Position]], bounds: [Double]) {
    self.rings = rings
    self.bounds = bounds.map(Self.rounded)
  }

  /// All longitudes between two parallels.
  private init(band: ClosedRange<Double>) {
    self.init(
      rings: [Self.ring(Self.box(-180, band.lowerBound, 180, band.upperBound))],
      bounds: [-180, band.lowerBound, 180, band.upperBound])
  }

  // MARK: geometry

  /// What is missing to a full turn that is none: a tenth of a metre.
  private static let gap = 1e-6

  /// The longitudes of the shortest stretch that holds all places, west in
  /// -180 ..< 180; nil where no gap between neighbours is wider than an
  /// eighth of a turn.
  private static func longitudes(_ places: [Position]) -> (west: Double, east: Double)? {
    let sorted = places.map { GlobeLine.turned($0.longitude) }.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    var (west, east, widest) = (first, last, first + 360 - last)
    for (a, b) in zip(sorted, sorted.dropFirst()) where b - a > widest {
      (west, east, widest) = (b, a + 360, b - a)
    }
    return widest > 45 ? (west, east) : nil
  }

  /// The parts west and east of the antimeridian.
  private static func split(_ line: [Position]) -> [[Position]] {
    guard line.contains(where: { $0.longitude > 180 + gap }) else { return [line] }
    let west = clipped(line) { $0.longitude <= 180 }
    let east = clipped(line) { $0.longitude >= 180 }
      .map { Position($0.longitude - 360, $0.latitude) }
    return [west, east].filter { part in
      part.count >= 3 && part.contains { abs(abs($0.longitude) - 180) > gap }
    }
  }

  /// Sutherland and Hodgman's clipping at longitude 180.
  private static func clipped(
    _ line: [Position], _ isInside: (Position) -> Bool
  ) -> [Position] {
    var out: [Position] = []
    for (index, place) in line.enumerated() {
      let before = line[index == 0 ? line.count - 1 : index - 1]
      if isInside(before) != isInside(place) {
        let share = (180 - before.longitude) / (place.longitude - before.longitude)
        out.append(
          Position(180, before.latitude + share * (place.latitude - before.latitude)))
      }
      if isInside(place) { out.append(place) }
    }
    return out
  }

  private static func box(
    _ west: Double, _ south: Double, _ east: Double, _ north: Double
  ) -> [Position] {
    [Position(west, south), Position(east, south), Position(east, north), Position(west, north)]
  }

  /// Closed, counterclockwise, to a tenth of a metre.
  private static func ring(_ line: [Position]) -> [Position] {
    let places = line.map { Position(rounded($0.longitude), rounded($0.latitude)) }
    let turned = signedArea(places) < 0 ? Array(places.reversed()) : places
    return turned + turned.prefix(1)
  }

  private static func signedArea(_ ring: [Position]) -> Double {
    ring.indices.reduce(0) { sum, index in
      let (a, b) = (ring[index], ring[(index + 1) % ring.count])
      return sum + a.longitude * b.latitude - b.longitude * a.latitude
    }
  }

  private static func rounded(_ degrees: Double) -> Double { (degrees * 1e6).rounded() / 1e6 }

  // MARK: GeoJSON

  var geometry: JSONValue {
    let polygons = rings.map { ring -> JSONValue in
      .list([.list(ring.map { [.number($0.longitude), .number($0.latitude)] })])
    }
    return polygons.count == 1
      ? ["type": "Polygon", "coordinates": polygons[0]]
      : ["type": "MultiPolygon", "coordinates": .list(polygons)]
  }
}
