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

  /// From points along the edge of the map, not closed; nil where they are
  /// no places on the globe.
  package init?(edge: [Position]) {
    guard edge.count >= 3,
      edge.allSatisfy({ $0.longitude.isFinite && (-90.001...90.001).contains($0.latitude) })
    else { return nil }
    let line = Self.unwrapped(edge)
    let latitudes = line.map(\.latitude)
    guard let south = latitudes.min(), let north = latitudes.max() else { return nil }
    if abs(
      line[line.count - 1].longitude + Self.step(line[line.count - 1], edge[0]) - line[0].longitude)
      > 180
    {
      let rim = Self.cap(south: south, north: north)
      rings = [Self.box(-180, rim.south, 180, rim.north)]
      bounds = [-180, rim.south, 180, rim.north]
      return
    }
    let pieces = Self.split(line)
    rings = pieces.map { Self.ring($0) }
    guard let west = pieces.first?.map(\.longitude).min(),
      let east = pieces.last?.map(\.longitude).max()
    else { return nil }
    bounds = [west, south, east, north].map(Self.rounded)
  }

  // MARK: geometry

  /// From one place to the next, the short way round.
  private static func step(_ from: Position, _ to: Position) -> Double {
    let difference = (to.longitude - from.longitude).truncatingRemainder(dividingBy: 360)
    return difference > 180 ? difference - 360 : difference < -180 ? difference + 360 : difference
  }

  /// The line with longitudes that never jump, beginning in -180 ..< 180.
  private static func unwrapped(_ edge: [Position]) -> [Position] {
    var line: [Position] = []
    var longitude = (edge[0].longitude + 180).truncatingRemainder(dividingBy: 360)
    longitude += longitude < 0 ? 180 : -180
    for (index, place) in edge.enumerated() {
      if index > 0 { longitude += step(edge[index - 1], place) }
      line.append(Position(longitude, max(-90, min(90, place.latitude))))
    }
    let east = line.map(\.longitude).max() ?? 0
    let shift: Double = east <= -180 ? 360 : 0
    let west = (line.map(\.longitude).min() ?? 0) + shift
    let turn: Double = west < -180 ? 360 : 0
    return line.map { Position($0.longitude + shift + turn, $0.latitude) }
  }

  /// A line around a pole encloses everything on its far side.
  private static func cap(south: Double, north: Double) -> (south: Double, north: Double) {
    south + north > 0 ? (rounded(south), 90) : (-90, rounded(north))
  }

  /// The parts west and east of the antimeridian.
  private static func split(_ line: [Position]) -> [[Position]] {
    guard line.contains(where: { $0.longitude > 180 }) else { return [line] }
    let west = clipped(line) { $0.longitude <= 180 }
    let east = clipped(line) { $0.longitude >= 180 }
      .map { Position($0.longitude - 360, $0.latitude) }
    return [west, east].filter { $0.count >= 3 }
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
    [
      Position(west, south), Position(east, south), Position(east, north), Position(west, north),
      Position(west, south),
    ]
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
