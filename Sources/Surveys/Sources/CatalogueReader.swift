import Foundation
import RasterIO
import Rasters
import Vectors

/// A column of a catalogue.
struct TableColumn {
  var name: String
  var unit: String?
}

/// A table of a file, read row by row.
protocol CatalogueReader {
  var columns: [TableColumn] { get }
  /// Calls `body` with the texts of the chosen columns, row by row; nil where
  /// there is none.
  func forEachRow(_ chosen: [Int], _ body: ([String?]) throws -> Void) throws
  /// What somebody should know of how the rows were read.
  var notes: [String] { get }
}

extension CatalogueReader {
  var notes: [String] { [] }
}

/// Opens catalogues by what they are, whatever their names.
enum CatalogueFile {
  /// `FILE`, or `FILE[N]` or `FILE[NAME]` for a table of a FITS file.
  ///
  /// - Parameter isWanted: of the names of columns; chooses among several tables.
  static func open(
    _ typed: String, isWanted: @escaping ([String]) -> Bool = { _ in false }
  ) throws -> any CatalogueReader {
    let (file, table) = try ImageFile.split(typed)
    let path = try LocalPath.file(file)
    let head = PlainCopy.head(of: path.absolute, count: 512)
    if head.starts(with: Array("SIMPLE  ".utf8)) {
      return try FITSTable(path, table: table, isWanted: isWanted)
    }
    guard table == nil else {
      throw Failure.usage("'\(file)' is no FITS file: it has no tables to choose from")
    }
    if head.starts(with: Array("SQLite format 3".utf8)) { return try VectorTable(path) }
    let text = String(decoding: TextBytes.utf8(ofUTF16: head) ?? head, as: UTF8.self)
    if text.range(of: "<VOTABLE", options: .caseInsensitive) != nil || text.hasPrefix("<?xml") {
      return try VOTable(path)
    }
    return try DelimitedTable(path)
  }
}

/// A table of a GeoPackage.
struct VectorTable: CatalogueReader {
  private let reader: VectorReader
  let columns: [TableColumn]

  init(_ path: LocalPath) throws {
    reader = try VectorReader(path: path.absolute)
    columns = try reader.fields().map { TableColumn(name: $0) }
  }

  func forEachRow(_ chosen: [Int], _ body: ([String?]) throws -> Void) throws {
    for row in try reader.rows(fields: chosen.map { columns[$0].name }) { try body(row) }
  }
}
