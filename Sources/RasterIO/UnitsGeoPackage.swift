import Foundation
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
    try addStyles(styles, to: database)
    return isDissolved
  }

  /// What tells our styles from those that a person saved.
  static let description = "units of a facies map"

  /// The table in which QGIS looks for the styles of a file's layers. It is
  /// registered as the GeoPackage standard asks (OGC 12-128r17, 2.4).
  private static func addStyles(_ styles: Styles, to database: SQLite) throws {
    try database.run("BEGIN")
    try database.run(
      """
      CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \
      f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), \
      f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, \
      useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), \
      update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
      """)
    for layer in [units, patches] {
      try database.run(
        """
        INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, \
        f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, \
        update_time) VALUES ('', '', ?, 'geom', ?, ?, ?, 1, ?, '', NULL, ?)
        """,
        [
          .text(layer), .text(layer), .text(styles.qml), .text(styles.sld(layer)),
          .text(description), .text(GDAL.fixedDate),
        ])
    }
    try database.run(
      """
      INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, \
      srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)
      """, [.text(GDAL.fixedDate)])
    try database.run("COMMIT")
  }
}
