import RasterIO

/// The table in which QGIS looks for the styles of a GeoPackage's layers. It
/// is registered as the GeoPackage standard asks (OGC 12-128r17, 2.4).
package enum LayerStyles {
  /// Adds a style to a layer of a file that is closed and does not have its
  /// name yet.
  package static func add(
    _ qml: String, of layer: String, description: String, to writer: VectorWriter
  ) throws {
    try add(
      qml, of: [layer], description: description,
      to: SQLite(path: writer.temporary, name: writer.path))
  }

  /// `sld` takes the name of the layer; without it the style is QGIS's alone.
  static func add(
    _ qml: String, sld: (String) -> String = { _ in "" }, of layers: [String], description: String,
    to database: SQLite
  ) throws {
    try database.run("BEGIN")
    try database.run(
      """
      CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \
      f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), \
      f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, \
      useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), \
      update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
      """)
    for layer in layers {
      try database.run(
        """
        INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, \
        f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, \
        update_time) VALUES ('', '', ?, 'geom', ?, ?, ?, 1, ?, '', NULL, ?)
        """,
        [
          .text(layer), .text(layer), .text(qml), .text(sld(layer)), .text(description),
          .text(GDAL.fixedDate),
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
