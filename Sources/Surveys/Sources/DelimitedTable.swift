import Foundation
import RasterIO
import Rasters

/// A catalogue of delimited text: commas, semicolons, tabs or bars, quoted or
/// not, with comments as in ECSV.
final class DelimitedTable: CatalogueReader {
  private static let mostColumns = 10_000

  let columns: [TableColumn]
  private let path: LocalPath

  init(_ path: LocalPath) throws {
    self.path = path
    let rows = try DelimitedRows(path: path.absolute, typed: path.typed, dialect: .catalogue)
    guard try rows.next(), rows.count <= Self.mostColumns else {
      throw Failure("'\(path.typed)' has no row of column names")
    }
    columns = (0..<rows.count).map {
      TableColumn(name: rows.text($0).trimmingCharacters(in: .whitespaces))
    }
  }

  func forEachRow(_ chosen: [Int], _ body: ([String?]) throws -> Void) throws {
    let rows = try DelimitedRows(path: path.absolute, typed: path.typed, dialect: .catalogue)
    _ = try rows.next()
    while try rows.next() {
      guard rows.count == columns.count else {
        throw Failure(
          "'\(path.typed)' line \(rows.line) has \(rows.count) fields where \(columns.count) "
            + "columns are named")
      }
      try body(
        chosen.map {
          let text = rows.text($0).trimmingCharacters(in: .whitespaces)
          return text.isEmpty ? nil : text
        })
    }
  }
}
