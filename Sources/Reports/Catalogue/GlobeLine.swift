/// A closed line on the globe with longitudes that never jump, west in
/// -180 ..< 180.
struct GlobeLine {
  typealias Position = Footprint.Position

  private(set) var places: [Position] = []
  /// Longitudes that closing the line adds: a full turn around a pole.
  private var turn = 0.0

  init(_ edge: [Position]) {
    let edge = Self.withoutPoles(edge)
    let steps = Self.steps(edge)
    var longitude = edge[0].longitude
    for (place, step) in zip(edge, steps) {
      places.append(Position(longitude, max(-90, min(90, place.latitude))))
      longitude += step
    }
    turn = longitude - edge[0].longitude
    let shift = Self.turned(west) - west
    places = places.map { Position($0.longitude + shift, $0.latitude) }
  }

  var west: Double { places.map(\.longitude).min() ?? 0 }
  var east: Double { places.map(\.longitude).max() ?? 0 }
  var south: Double { places.map(\.latitude).min() ?? 0 }
  var north: Double { places.map(\.latitude).max() ?? 0 }
  /// East in -180 ... 180.
  var wrappedEast: Double { east > 180 + 1e-6 ? east - 360 : east }

  /// Whether it goes around a pole.
  var goesAround: Bool { abs(turn) > 180 }

  /// The line from longitude -180 to 180, closed over the pole that it goes
  /// around.
  func around(_ pole: Double) -> [Position] {
    let eastward = turn > 0 ? places : places.reversed()
    // Where the line crosses the antimeridian it begins.
    let turned = eastward.map { Position(Self.turned($0.longitude), $0.latitude) }
    let start = turned.indices.min { turned[$0].longitude < turned[$1].longitude } ?? 0
    let line = Array(turned[start...] + turned[..<start])
    guard let first = line.first, let last = line.last else { return line }
    let width = first.longitude + 360 - last.longitude
    let share = width > 0 ? (180 - last.longitude) / width : 0
    let latitude = last.latitude + share * (first.latitude - last.latitude)
    return [Position(-180, pole), Position(-180, latitude)] + line
      + [Position(180, latitude), Position(180, pole)]
  }

  /// A longitude in -180 ..< 180; 180 less a ten millionth is -180.
  static func turned(_ longitude: Double) -> Double {
    longitude - 360 * ((longitude + 180 + 1e-7) / 360).rounded(.down)
  }

  /// A pole has no longitude: it takes those of its neighbours, and stands
  /// twice where they differ.
  private static func withoutPoles(_ edge: [Position]) -> [Position] {
    let isPole = { (place: Position) in abs(place.latitude) > 90 - 1e-9 }
    guard edge.contains(where: isPole), let start = edge.firstIndex(where: { !isPole($0) }) else {
      return edge
    }
    let turned = Array(edge[start...] + edge[..<start])
    // Edges along a whole parallel of a grid in degrees have longitudes.
    guard zip(turned, turned.dropFirst()).allSatisfy({ !isPole($0) || !isPole($1) }) else {
      return edge
    }
    return turned.indices.flatMap { index -> [Position] in
      guard isPole(turned[index]) else { return [turned[index]] }
      let (before, after) = (turned[index - 1], turned[(index + 1) % turned.count])
      return [before, after].map { Position($0.longitude, turned[index].latitude) }
    }
  }

  /// From every place to the next, the short way round. Half a turn at a pole
  /// on the edge goes the way that closes the line.
  private static func steps(_ edge: [Position]) -> [Double] {
    var steps = edge.indices.map { step(edge[$0], edge[($0 + 1) % edge.count]) }
    for index in steps.indices where abs(abs(steps[index]) - 180) < 1e-6 {
      let others = steps.reduce(0, +) - steps[index]
      steps[index] = others > 0 ? -180 : 180
    }
    return steps
  }

  private static func step(_ from: Position, _ to: Position) -> Double {
    let difference = (to.longitude - from.longitude).truncatingRemainder(dividingBy: 360)
    return difference > 180 ? difference - 360 : difference < -180 ? difference + 360 : difference
  }
}
