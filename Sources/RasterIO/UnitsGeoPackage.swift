import Rasters

/// What a GeoPackage of a map holds beside its polygons.
package enum UnitsGeoPackage {
  /// Layer of the units, each one MultiPolygon.
  package static let units = "units"
  /// Layer of connected areas, each one polygon.
  package static let patches = "patches"

  /// Adds the dissolved units and the style to a file of patches that is
  /// closed and does not have its name yet. False where units are too large
  /// to be dissolved.
  package static func complete(_ writer: VectorWriter, qml: String, hasArea: Bool) throws -> Bool {
    let database = try SQLite(path: writer.temporary, name: writer.path)
    let isDissolved = try GeoPackageDissolver(database: database, patches: patches, units: units)
      .run(hasArea: hasArea)
    try LayerStyles.add(
      qml, of: [units, patches], description: "units of a facies map", to: database)
    return isDissolved
  }
}
