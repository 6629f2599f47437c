/// Size, place and reference system of a raster. "Same grid" is one `==`.
public struct Grid: Hashable, Sendable {
  public var width: Int
  public var height: Int
  /// Nil for an image that is not placed on the ground.
  public var transform: GeoTransform?
  /// The reference system as WKT; nil where it is unknown.
  public var wkt: String?
  /// What the reference system means for areas and scale bars.
  public var reference: Reference

  /// The few facts about a reference system that values need.
  public struct Reference: Sendable {
    /// A readable name, such as "WGS 84 / UTM zone 16N"; empty if unknown.
    public var name: String
    /// "EPSG:32616", where the authority is known.
    public var code: String?
    /// Map units are angles of longitude and latitude.
    public var isGeographic: Bool
    /// Metres in one map unit; nil for geographic or unknown systems.
    public var metresPerUnit: Double?
    /// Degrees in one map unit of a geographic system: 0.9 for grads.
    package var degreesPerUnit = 1.0
    package var ellipsoid = Ellipsoid.wgs84
    /// Whether latitudes are angles at the centre of the ellipsoid, not those
    /// of its vertical, as those of some systems of other planets.
    package var isPlanetocentric = false
    /// Where map coordinates of a projected system are on the ellipsoid; nil
    /// where that is not known, and the map's own scale is taken.
    package var projection: (any MapProjection)?

    public init(
      name: String = "", code: String? = nil, isGeographic: Bool = false,
      metresPerUnit: Double? = nil
    ) {
      self.name = name
      self.code = code
      self.isGeographic = isGeographic
      self.metresPerUnit = metresPerUnit
    }

    public static let unknown = Reference()
  }

  public init(
    width: Int, height: Int, transform: GeoTransform? = nil, wkt: String? = nil,
    reference: Reference = .unknown
  ) {
    self.width = width
    self.height = height
    self.transform = transform
    self.wkt = wkt
    self.reference = reference
  }

  public var extent: Window { Window(column: 0, row: 0, width: width, height: height) }
  public var pixelCount: Int { width * height }

  /// The grid of a part of this one.
  public func cropped(to window: Window) -> Grid {
    Grid(
      width: window.width, height: window.height,
      transform: transform?.shifted(column: window.column, row: window.row),
      wkt: wkt, reference: reference)
  }

  /// Map coordinates of the four outer corners: upper left, upper right,
  /// lower right, lower left.
  public var corners: [(x: Double, y: Double)] {
    guard let transform else { return [] }
    let w = Double(width)
    let h = Double(height)
    return [(0, 0), (w, 0), (w, h), (0, h)].map { transform.apply(column: $0.0, row: $0.1) }
  }

  /// Ground area in hectares of the pixel in the middle of a row; nil where
  /// unknown. ``GroundAreas`` has those of all pixels.
  public func pixelHectares(atRow row: Int) -> Double? {
    hectaresBetweenParallels(row: row)
      ?? groundSize(column: Double(width) / 2, row: Double(row) + 0.5).map { $0.area / 10_000 }
  }

  /// Ground size of a pixel in metres at the centre of the grid, across and
  /// down: that of the map's own units where it is within
  /// ``lengthTolerance``; nil where the scale is unknown.
  public var pixelMetres: (across: Double, down: Double)? {
    let (column, row) = (Double(width) / 2, Double(height) / 2)
    guard let map = mapSize(column: column, row: row) else { return nil }
    guard let ground = groundSize(column: column, row: row), !isTrue(ground, map) else {
      return (map.across, map.down)
    }
    return (ground.across, ground.down)
  }
}

extension Grid.Reference: Hashable {
  /// Systems are told apart by what they are, not by who computes with them.
  public static func == (a: Self, b: Self) -> Bool {
    (a.name, a.code, a.isGeographic, a.metresPerUnit) == (
      b.name, b.code, b.isGeographic, b.metresPerUnit
    )
      && a.isPlanetocentric == b.isPlanetocentric && a.degreesPerUnit == b.degreesPerUnit
      && a.ellipsoid == b.ellipsoid
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(code)
    hasher.combine(isGeographic)
    hasher.combine(metresPerUnit)
    hasher.combine(degreesPerUnit)
    hasher.combine(isPlanetocentric)
    hasher.combine(ellipsoid)
  }
}
