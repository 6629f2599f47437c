internal import CGDAL
package import Rasters

/// Reference systems, through OSR.
package enum SpatialReference {
  /// The facts about a system that ``Grid`` keeps.
  package static func reference(wkt: String) -> Grid.Reference {
    GDAL.start()
    guard let handle = OSRNewSpatialReference(wkt) else { return .unknown }
    defer { OSRDestroySpatialReference(handle) }
    var reference = describe(handle)
    if reference.metresPerUnit != nil {
      reference.projection = InverseProjection(wkt: wkt)
    }
    return reference
  }

  private static func describe(_ handle: OGRSpatialReferenceH) -> Grid.Reference {
    let isGeographic = OSRIsGeographic(handle) != 0
    let code = text(OSRGetAuthorityName(handle, nil)).flatMap { name in
      text(OSRGetAuthorityCode(handle, nil)).map { "\(name):\($0)" }
    }
    let isProjected = OSRIsProjected(handle) != 0
    var reference = Grid.Reference(
      name: text(OSRGetName(handle)) ?? "", code: code, isGeographic: isGeographic,
      metresPerUnit: isProjected ? OSRGetLinearUnits(handle, nil) : nil)
    if isGeographic {
      reference.degreesPerUnit = degreesPerUnit(handle)
      reference.isPlanetocentric = isPlanetocentric(handle)
    }
    if let ellipsoid = ellipsoid(handle) { reference.ellipsoid = ellipsoid }
    return reference
  }

  private static func ellipsoid(_ handle: OGRSpatialReferenceH) -> Ellipsoid? {
    var (majorError, flatteningError) = (OGRERR_NONE, OGRERR_NONE)
    let semiMajor = OSRGetSemiMajor(handle, &majorError)
    let inverse = OSRGetInvFlattening(handle, &flatteningError)
    guard majorError == OGRERR_NONE, flatteningError == OGRERR_NONE else { return nil }
    return Ellipsoid(semiMajor: semiMajor, inverseFlattening: inverse)
  }

  /// By the name of an axis, or, where a file has lost that, by the usual name
  /// of such systems ("Mars (2015) / Ocentric", IAU).
  static func isPlanetocentric(_ handle: OGRSpatialReferenceH) -> Bool {
    let names = [0, 1].compactMap { text(OSRGetAxis(handle, nil, $0, nil)) }
    return names.contains { $0.lowercased().hasPrefix("planetocentric") }
      || text(OSRGetName(handle))?.hasSuffix("/ Ocentric") == true
  }

  /// Degrees in a unit of a geographic system: exactly 1 for degrees, however
  /// many digits of pi a file has written.
  static func degreesPerUnit(_ handle: OGRSpatialReferenceH) -> Double {
    let degrees = OSRGetAngularUnits(handle, nil) * 180 / .pi
    guard degrees.isFinite, degrees > 0, abs(degrees - 1) > 1e-9 else { return 1 }
    return degrees
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  /// WKT of an EPSG code; nil where PROJ does not know it.
  package static func wkt(epsg: Int) -> String? {
    userInput("EPSG:\(epsg)")
  }

  /// Definitions that stand for themselves; file names and addresses, which
  /// OSR would follow, do not.
  private static let definitionStarts = [
    "EPSG:", "ESRI:", "IAU", "OGC:", "+proj=", "PROJCS[", "GEOGCS[", "PROJCRS[", "GEOGCRS[",
    "BOUNDCRS[", "COMPOUNDCRS[", "COMPD_CS[",
  ]

  /// WKT of "EPSG:32754", a PROJ string or WKT.
  package static func userInput(_ definition: String) -> String? {
    GDAL.start()
    guard definitionStarts.contains(where: { definition.hasPrefix($0) }) else { return nil }
    guard let handle = OSRNewSpatialReference(nil) else { return nil }
    defer { OSRDestroySpatialReference(handle) }
    guard OSRSetFromUserInput(handle, definition) == OGRERR_NONE else { return nil }
    var out: UnsafeMutablePointer<CChar>?
    guard OSRExportToWkt(handle, &out) == OGRERR_NONE, let out else { return nil }
    defer { VSIFree(out) }
    return String(cString: out)
  }

  package static func grid(
    width: Int, height: Int, transform: GeoTransform, epsg: Int
  ) throws -> Grid {
    guard let wkt = wkt(epsg: epsg) else {
      throw Failure("EPSG:\(epsg) is not a reference system that PROJ knows")
    }
    return Grid(
      width: width, height: height, transform: transform, wkt: wkt,
      reference: reference(wkt: wkt))
  }

  /// Whether two WKT texts mean the same system.
  package static func isSame(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b else { return a == b }
    if a == b { return true }
    GDAL.start()
    guard let first = OSRNewSpatialReference(a) else { return false }
    defer { OSRDestroySpatialReference(first) }
    guard let second = OSRNewSpatialReference(b) else { return false }
    defer { OSRDestroySpatialReference(second) }
    return OSRIsSame(first, second) != 0
  }

  /// Transforms points between two systems, x = easting or longitude first;
  /// nil where no transformation exists or a point is out of its range.
  package static func transform(
    _ points: [(x: Double, y: Double)], from: String, to: String
  ) -> [(x: Double, y: Double)]? {
    GDAL.start()
    guard let source = OSRNewSpatialReference(from) else { return nil }
    defer { OSRDestroySpatialReference(source) }
    guard let target = OSRNewSpatialReference(to) else { return nil }
    defer { OSRDestroySpatialReference(target) }
    OSRSetAxisMappingStrategy(source, OAMS_TRADITIONAL_GIS_ORDER)
    OSRSetAxisMappingStrategy(target, OAMS_TRADITIONAL_GIS_ORDER)
    guard let transformation = OCTNewCoordinateTransformation(source, target) else { return nil }
    defer { OCTDestroyCoordinateTransformation(transformation) }
    var x = points.map(\.x)
    var y = points.map(\.y)
    guard OCTTransform(transformation, Int32(points.count), &x, &y, nil) != 0 else { return nil }
    return zip(x, y).map { (x: $0, y: $1) }
  }
}
