extension Grid {
  /// How far lengths on the map may be from those on the ground for the map's
  /// own to be used: scale bars, slopes and the threshold of a sieve are not
  /// surer than a quarter of a percent. A zone of UTM stays within.
  package static let lengthTolerance = 0.0025

  /// Size of a pixel as the map's own units have it, in a grid in degrees at
  /// the latitude of its place; nil where the scale is unknown.
  package func mapSize(column: Double, row: Double) -> PixelSize? {
    guard let t = transform else { return nil }
    if let metres = reference.metresPerUnit {
      return PixelSize(
        column: SIMD3(t.columnX, t.columnY, 0) * metres, row: SIMD3(t.rowX, t.rowY, 0) * metres)
    }
    guard reference.isGeographic else { return nil }
    let (east, north) = metresPerUnit(latitude: t.apply(column: column, row: row).y)
    let scale = SIMD3(east, north, 0)
    return PixelSize(
      column: SIMD3(t.columnX, t.columnY, 0) * scale, row: SIMD3(t.rowX, t.rowY, 0) * scale)
  }

  /// Metres in a unit of longitude and of latitude of a grid in angles.
  private func metresPerUnit(latitude: Double) -> (east: Double, north: Double) {
    let unit = reference.degreesPerUnit
    let size = reference.ellipsoid.metresPerDegree(latitude: geodetic(latitude * unit))
    guard reference.isPlanetocentric else { return (size.east * unit, size.north * unit) }
    let step = 0.01
    let stretch = (geodetic(latitude * unit + step) - geodetic(latitude * unit - step)) / (2 * step)
    return (size.east * unit, size.north * unit * stretch)
  }

  /// The latitude of the vertical for one of the system.
  private func geodetic(_ latitude: Double) -> Double {
    guard reference.isPlanetocentric else { return latitude }
    return reference.ellipsoid.geodetic(planetocentric: max(-90, min(90, latitude)))
  }

  /// Hectares of a pixel as a projected map's own units have it.
  var nominalHectares: Double? {
    guard let transform, let metres = reference.metresPerUnit else { return nil }
    return transform.pixelArea * metres * metres / 10_000
  }

  /// Height of a pixel in its widths as the map is to be drawn: as its own
  /// units have it, in degrees as its middle is on the ground.
  package var pixelShape: Double? {
    guard let size = mapSize(column: Double(width) / 2, row: Double(height) / 2) else { return nil }
    return size.down / size.across
  }

  /// Size of a pixel on the ellipsoid at a place of the grid, which the scale
  /// of a projection changes from place to place.
  package func groundSize(column: Double, row: Double) -> PixelSize? {
    guard let map = mapSize(column: column, row: row) else { return nil }
    guard reference.projection != nil else { return map }
    return groundSizes([SIMD2(column, row)])[0] ?? map
  }

  /// Sizes at many places; nil where the map shows no ground.
  func groundSizes(_ places: [SIMD2<Double>]) -> [PixelSize?] {
    guard let transform, let projection = reference.projection, let map = mapSize(column: 0, row: 0)
    else { return places.map { mapSize(column: $0.x, row: $0.y) } }
    let stencil = GroundStencil(
      // Long enough for the precision of inverse projections, short enough
      // for their curvature: 2 km on the Earth.
      column: 3e-4 * reference.ellipsoid.semiMajor / map.across,
      row: 3e-4 * reference.ellipsoid.semiMajor / map.down)
    let points = places.flatMap { place in
      stencil.places(around: place).map { at in
        let point = transform.apply(column: at.x, row: at.y)
        return SIMD2(point.x, point.y)
      }
    }
    let ground = projection.geographic(points).map {
      reference.ellipsoid.place(longitude: $0.x, latitude: $0.y)
    }
    let count = GroundStencil.count
    return places.indices.map { stencil.size(ground[$0 * count..<($0 + 1) * count]) }
  }

  /// Hectares of the pixels of a row between parallels; nil where the grid is
  /// not in angles, or its rows do not follow parallels.
  func hectaresBetweenParallels(row: Int) -> Double? {
    guard let t = transform, reference.isGeographic, reference.metresPerUnit == nil,
      t.rowX == 0, t.columnY == 0
    else { return nil }
    let unit = reference.degreesPerUnit
    let latitude = { (row: Int) in geodetic((t.originY + Double(row) * t.rowY) * unit) }
    let area = reference.ellipsoid.squareMetresPerDegree(
      from: latitude(row), to: latitude(row + 1))
    return abs(t.columnX) * unit * area / 10_000
  }

  /// Whether lengths on the map are about those on the ground all over it.
  package var isTrueToScale: Bool {
    guard reference.projection != nil, let map = mapSize(column: 0, row: 0) else { return true }
    let (w, h) = (Double(width), Double(height))
    let places = [0, 0.25, 0.5, 0.75, 1].flatMap { y in
      [0, 0.25, 0.5, 0.75, 1].map { x in SIMD2(w * x, h * y) }
    }
    return groundSizes(places).allSatisfy { $0.map { isTrue($0, map) } ?? true }
  }

  func isTrue(_ ground: PixelSize, _ map: PixelSize) -> Bool {
    abs(ground.across / map.across - 1) <= Self.lengthTolerance
      && abs(ground.down / map.down - 1) <= Self.lengthTolerance
      && abs(ground.cosine - map.cosine) <= Self.lengthTolerance
  }
}

/// Places around a point from whose positions in space the size of a pixel
/// follows, by differences of fourth order.
struct GroundStencil {
  static let count = 9

  /// Distances between the places in pixels.
  let column: Double
  let row: Double

  func places(around place: SIMD2<Double>) -> [SIMD2<Double>] {
    let steps: [SIMD2<Double>] = [SIMD2(column, 0), SIMD2(0, row)]
    var places = [place]
    for step in steps { for count in [-2.0, -1, 1, 2] { places.append(place + step * count) } }
    return places
  }

  /// Nil where a place is missing, and where the two halves do not agree, as
  /// over the cut of an interrupted projection.
  func size(_ ground: ArraySlice<SIMD3<Double>>) -> PixelSize? {
    guard let centre = ground.first, let x = Self.slope(ground.dropFirst().prefix(4), centre),
      let y = Self.slope(ground.suffix(4), centre)
    else { return nil }
    return PixelSize(column: x / column, row: y / row)
  }

  private static func slope(
    _ line: ArraySlice<SIMD3<Double>>, _ centre: SIMD3<Double>
  ) -> SIMD3<Double>? {
    let p = Array(line)
    let (near, far) = (p[2] - p[1], p[3] - p[0])
    let bend = p[3] - centre - (centre - p[0])
    let (length, bow) = ((far * far).sum(), (bend * bend).sum())
    guard length.isFinite, bow.isFinite, bow < 1e-2 * length else { return nil }
    return near * (2.0 / 3) - far * (1.0 / 12)
  }
}
