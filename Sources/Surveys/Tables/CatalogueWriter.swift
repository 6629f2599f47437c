import Foundation
import Rasters

/// A file of a catalogue under its temporary name.
protocol CatalogueSink: AnyObject {
  /// Rows of as many values as there are columns, each one fit for its own.
  func write(_ rows: [[CatalogueValue]]) throws
  /// Ends the file and gives it its name.
  func finish() throws
}

/// Writes a catalogue row by row, into one file or several formats at once.
/// Files have their names only when they are complete; dropped unfinished,
/// nothing is left.
package final class CatalogueWriter {
  package let columns: [CatalogueColumn]
  package private(set) var rowCount = 0
  private let files: [any CatalogueSink]

  /// - Parameters:
  ///   - paths: ending in .csv, .fits, .vot or .gpkg.
  ///   - name: of the table (EXTNAME, layer).
  ///   - sky: where places on the sky are; without, a GeoPackage has no points.
  package init(
    _ paths: [String], columns: [CatalogueColumn], name: String = "SOURCES",
    sky: CatalogueSky? = nil
  ) throws {
    try CatalogueColumn.check(columns)
    for place in [sky?.ra, sky?.dec].compactMap({ $0 })
    where !columns.contains(where: { $0.name == place && $0.kind == .double }) {
      throw Failure("the catalogue has no column '\(place)' of places on the sky")
    }
    self.columns = columns
    files = try paths.map { path in
      switch try CatalogueFormat(path: path) {
      case .csv: try CSVCatalogue(path, columns)
      case .fits: try FITSCatalogue(path, columns, name: name, sky: sky)
      case .voTable: try VOTableCatalogue(path, columns, name: name, sky: sky)
      case .geoPackage: try GeoPackageCatalogue(path, columns, name: name, sky: sky)
      }
    }
  }

  package func write(_ rows: [[CatalogueValue]]) throws {
    for (index, row) in rows.enumerated() {
      guard row.count == columns.count else {
        throw Failure(
          "row \(rowCount + index + 1) of a catalogue has \(row.count) values where "
            + "\(columns.count) columns are named")
      }
      for (column, value) in zip(columns, row) { try column.check(value) }
    }
    for file in files { try file.write(rows) }
    rowCount += rows.count
  }

  package func finish() throws { for file in files { try file.finish() } }
}
