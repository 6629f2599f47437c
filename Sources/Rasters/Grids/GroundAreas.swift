/// Ground areas of the pixels of a grid, on the ellipsoid of its reference
/// system: between parallels where it is in degrees, and without the scale of
/// the projection where it is projected.
package struct GroundAreas: Sendable {
  private enum Source: Sendable {
    /// Hectares of any pixel.
    case uniform(Double)
    /// Pixels of a row lie between the same parallels.
    case parallels
    case lattice(GroundLattice)
  }

  private let grid: Grid
  private let source: Source

  /// A projection that departs less than this from equal areas is taken to
  /// have them.
  private static let equalArea = 1e-6

  /// Nil where the grid has no scale.
  package init?(_ grid: Grid) {
    guard let transform = grid.transform, let map = grid.mapSize(column: 0, row: 0) else {
      return nil
    }
    self.grid = grid
    if let metres = grid.reference.metresPerUnit {
      let nominal = transform.pixelArea * metres * metres / 10_000
      source = Self.projected(grid, map, nominal: nominal)
    } else if grid.hectaresBetweenParallels(row: 0) != nil {
      source = .parallels
    } else {
      source = GroundLattice(grid).map(Source.lattice) ?? .uniform(map.area / 10_000)
    }
  }

  private static func projected(_ grid: Grid, _ map: PixelSize, nominal: Double) -> Source {
    guard let lattice = GroundLattice(grid) else { return .uniform(nominal) }
    let areas = lattice.areas
    let departure = max(abs(areas.lowerBound / map.area - 1), abs(areas.upperBound / map.area - 1))
    return departure < equalArea ? .uniform(nominal) : .lattice(lattice)
  }

  /// Hectares of every pixel; nil where pixels differ.
  package var uniform: Double? {
    if case .uniform(let area) = source { area } else { nil }
  }

  package func row(_ row: Int) -> RowAreas {
    switch source {
    case .uniform(let area): RowAreas(alike: area)
    case .parallels: RowAreas(alike: grid.hectaresBetweenParallels(row: row) ?? 0)
    case .lattice(let lattice): RowAreas(lattice, row: row, width: grid.width)
    }
  }

  /// The largest area of a pixel in hectares.
  var largest: Double {
    switch source {
    case .uniform(let area): area
    case .parallels:
      (0..<grid.height).reduce(0) { max($0, grid.hectaresBetweenParallels(row: $1) ?? 0) }
    case .lattice(let lattice): lattice.areas.upperBound / 10_000
    }
  }

  /// How they were found, for records.
  package static func method(_ grid: Grid) -> String? {
    guard let areas = GroundAreas(grid) else { return nil }
    let reference = grid.reference
    switch areas.source {
    case .uniform where reference.projection == nil: return "by the map's own units"
    case .uniform: return "by the map's own units: the projection has equal areas"
    case .parallels: return "between parallels on the ellipsoid (\(reference.ellipsoid))"
    case .lattice:
      return
        "on the ellipsoid (\(reference.ellipsoid)), the projection's scale at each pixel taken out"
    }
  }
}
