/// A whole catalogue of known length, whose rows are made when they are
/// written.
package struct CatalogueTable {
  package var columns: [CatalogueColumn]
  package var sky: CatalogueSky?
  package var rowCount: Int
  package var row: (Int) -> [CatalogueValue]

  package init(
    _ columns: [CatalogueColumn], sky: CatalogueSky? = nil, rowCount: Int,
    row: @escaping (Int) -> [CatalogueValue]
  ) {
    self.columns = columns
    self.sky = sky
    self.rowCount = rowCount
    self.row = row
  }

  private static let rowsAtOnce = 1024

  /// - Parameter paths: ending in .csv, .fits, .vot or .gpkg.
  package func write(to paths: [String], name: String = "SOURCES") throws {
    let writer = try CatalogueWriter(paths, columns: columns, name: name, sky: sky)
    try forEachPart(writer.write)
    try writer.finish()
  }

  /// Adds the table to a FITS file as the extension `name`.
  func append(to handle: FITSHandle, name: String) throws {
    try CatalogueColumn.check(columns)
    let table = try FITSCatalogue(extending: handle, columns, name: name, sky: sky)
    try forEachPart { rows in
      for row in rows { for (column, value) in zip(columns, row) { try column.check(value) } }
      try table.write(rows)
    }
  }

  private func forEachPart(_ body: ([[CatalogueValue]]) throws -> Void) throws {
    for first in stride(from: 0, to: rowCount, by: Self.rowsAtOnce) {
      try body((first..<min(first + Self.rowsAtOnce, rowCount)).map(row))
    }
  }
}
