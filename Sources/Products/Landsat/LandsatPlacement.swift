import RasterIO
import Rasters

/// Where a Landsat scene lies, by its MTL.
struct LandsatPlacement {
  let metadata: LandsatMetadata

  private static let groups = [
    "PROJECTION_ATTRIBUTES", "PRODUCT_METADATA", "PROJECTION_PARAMETERS",
    "LEVEL1_PROJECTION_PARAMETERS", "UTM_PARAMETERS",
  ]

  /// "REFLECTIVE", and the name before 2012.
  private static let kinds = ["PANCHROMATIC": "PAN", "REFLECTIVE": "REF", "THERMAL": "THM"]

  static func kind(of band: LandsatBand) -> String {
    switch band.kind {
    case .panchromatic: "PANCHROMATIC"
    case .thermal: "THERMAL"
    case .reflective, .cirrus: "REFLECTIVE"
    }
  }

  /// A file's grid as it stands, or placed by the MTL where the file is not.
  func place(_ grid: Grid, _ kind: String, _ shown: String) throws -> (Grid, String?) {
    guard grid.transform == nil else { return try completed(grid, kind) }
    guard let expected = try stated(kind) else {
      return (grid, "\(shown) has no georeference, and the MTL gives none that can be used")
    }
    guard (expected.width, expected.height) == (grid.width, grid.height) else {
      return (
        grid,
        "\(shown) has no georeference and \(grid.width)x\(grid.height) pixels where the corners "
          + "of the MTL make \(expected.width)x\(expected.height): it is not placed"
      )
    }
    return (expected, "placed by the corners of the MTL: the TIFF files carry no georeference")
  }

  /// A placed file that may lack its reference system or be a part only.
  private func completed(_ grid: Grid, _ kind: String) throws -> (Grid, String?) {
    if grid.wkt == nil, let epsg = try epsg(), let transform = grid.transform {
      let known = try SpatialReference.grid(
        width: grid.width, height: grid.height, transform: transform, epsg: epsg)
      return (known, "the reference system is the MTL's: the TIFF files name none")
    }
    guard let size = try size(kind: kind), size != (grid.width, grid.height) else {
      return (grid, nil)
    }
    return (
      grid,
      "the files are a part of the scene or a reduced copy of it; they are placed by "
        + "their own georeference"
    )
  }

  /// Samples and lines that the MTL states.
  private func size(kind: String) throws -> (Int, Int)? {
    let old = Self.kinds[kind] ?? ""
    guard
      let samples = try number(["\(kind)_SAMPLES", "PRODUCT_SAMPLES_\(old)"]),
      let lines = try number(["\(kind)_LINES", "PRODUCT_LINES_\(old)"])
    else { return nil }
    return (Int(clamping: samples), Int(clamping: lines))
  }

  private func number(_ keys: [String]) throws -> Double? {
    try metadata.text.number(keys, in: Self.groups)
  }

  /// The grid that the corners make. They are pixel centres, the same for
  /// every resolution: the outer corner is half a pixel further out.
  func stated(_ kind: String) throws -> Grid? {
    let old = Self.kinds[kind] ?? ""
    guard let epsg = try epsg(),
      let cell = try number(["GRID_CELL_SIZE_\(kind)", "GRID_CELL_SIZE_\(old)"]), cell > 0,
      let left = try corner("UL", "X"), let top = try corner("UL", "Y"),
      let right = try corner("LR", "X"), let bottom = try corner("LR", "Y")
    else { return nil }
    let width = Int(clamping: ((right - left) / cell).rounded() + 1)
    let height = Int(clamping: ((top - bottom) / cell).rounded() + 1)
    guard width > 0, height > 0 else { return nil }
    return try SpatialReference.grid(
      width: width, height: height,
      transform: GeoTransform(
        left: left - cell / 2, top: top + cell / 2, pixelWidth: cell, pixelHeight: cell),
      epsg: epsg)
  }

  private func corner(_ which: String, _ axis: String) throws -> Double? {
    try number([
      "CORNER_\(which)_PROJECTION_\(axis)_PRODUCT", "PRODUCT_\(which)_CORNER_MAP\(axis)",
    ])
  }

  /// USGS gives southern scenes a northern zone and negative northings; a
  /// negative zone number means a southern one. Antarctica is in polar
  /// stereographic with the true scale at 71 degrees south.
  private func epsg() throws -> Int? {
    let groups = Self.groups
    guard metadata.text.value(["DATUM", "REFERENCE_DATUM"], in: groups) ?? "WGS84" == "WGS84"
    else { return nil }
    let projection = metadata.text.value(["MAP_PROJECTION"], in: groups)
    if projection == "PS" {
      return try number(["TRUE_SCALE_LAT"]).map { $0 < -70 && $0 > -72 } == true ? 3031 : nil
    }
    guard projection == "UTM", let zone = try number(["UTM_ZONE", "ZONE_NUMBER"]),
      let index = Int(exactly: zone), (1...60).contains(abs(index))
    else { return nil }
    return index > 0 ? 32600 + index : 32700 - index
  }
}

extension Int {
  /// The nearest whole number that is one; 0 for NaN.
  fileprivate init(clamping value: Double) {
    self = value.isNaN ? 0 : Int(Swift.max(-1e15, Swift.min(1e15, value)))
  }
}
