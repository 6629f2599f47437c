import RasterIO
import Rasters

/// What a GeoPackage of a map holds beside its polygons.
package enum UnitsGeoPackage {
  /// Layer of the units, each one MultiPolygon.
  package static let units = "units"
  /// Layer of connected areas, each one polygon.
  package static let patches = "patches"

  /// The styles of a layer.
  package struct Styles: Sendable {
    /// For QGIS.
    package var qml: String
    /// For GeoServer and others; takes the name of the layer.
    package var sld: @Sendable (_ layer: String) -> String

    package init(qml: String, sld: @escaping @Sendable (_ layer: String) -> String) {
      self.qml = qml
      self.sld = sld
    }
  }

  /// Adds the dissolved units and the styles to a file of patches that is
  /// closed and does not have its name yet. False where units are too large
  /// to be dissolved.
  package static func complete(
    _ writer: VectorWriter, styles: Styles, hasArea: Bool
  ) throws -> Bool {
    let database = try SQLite(path: writer.temporary, name: writer.path)
    let isDissolved = try GeoPackageDissolver(database: database, patches: patches, units: units)
      .run(hasArea: hasArea)
    try LayerStyles.add(
      styles.qml, sld: styles.sld, of: [units, patches], description: description, to: database)
    return isDissolved
  }

  /// Layer of real pixels that stand for the units, in a file of its own.
  package static let exemplars = "exemplars"

  /// Adds the styles to a file of exemplars that is closed and does not have its name yet.
  package static func complete(exemplars writer: VectorWriter, styles: Styles) throws {
    try LayerStyles.add(
      styles.qml, sld: styles.sld, of: [exemplars], description: description,
      to: SQLite(path: writer.temporary, name: writer.path))
  }

  /// What tells our styles from those that a person saved.
  static let description = "units of a facies map"
}
