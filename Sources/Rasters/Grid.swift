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
  public struct Reference: Hashable, Sendable {
    /// A readable name, such as "WGS 84 / UTM zone 16N"; empty if unknown.
    public var name: String
    /// "EPSG:32616", where the authority is known.
    public var code: String?
    /// Map units are degrees of longitude and latitude.
    public var isGeographic: Bool
    /// Metres in one map unit; nil for geographic or unknown systems.
    public var metresPerUnit: Double?

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

  /// Area of a pixel in hectares at a row (rows matter only for geographic
  /// grids, where it shrinks towards the poles); nil where unknown.
  public func pixelHectares(atRow row: Int) -> Double? {
    guard let transform else { return nil }
    if let metres = reference.metresPerUnit {
      return transform.pixelArea * metres * metres / 10_000
    }
    guard reference.isGeographic else { return nil }
    let centre = transform.apply(column: Double(width) / 2, row: Double(row) + 0.5)
    return transform.pixelArea * Ellipsoid.squareMetresPerSquareDegree(latitude: centre.y) / 10_000
  }

  /// Ground size of a pixel in metres at the centre of the grid, across and
  /// down; nil where the scale is unknown.
  public var pixelMetres: (across: Double, down: Double)? {
    pixelMetres(row: Double(height) / 2)
  }

  /// The size at the centre of a row: in a grid in degrees it differs from
  /// row to row.
  public func pixelMetres(atRow row: Int) -> (across: Double, down: Double)? {
    pixelMetres(row: Double(row) + 0.5)
  }

  private func pixelMetres(row: Double) -> (across: Double, down: Double)? {
    guard let t = transform else { return nil }
    let across = (t.columnX * t.columnX + t.columnY * t.columnY).squareRoot()
    let down = (t.rowX * t.rowX + t.rowY * t.rowY).squareRoot()
    if let metres = reference.metresPerUnit { return (across * metres, down * metres) }
    guard reference.isGeographic else { return nil }
    let centre = t.apply(column: Double(width) / 2, row: row)
    let size = Ellipsoid.metresPerDegree(latitude: centre.y)
    return (across * size.east, down * size.north)
  }
}
