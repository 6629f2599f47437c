import Foundation
import RasterIO
import Rasters

/// A catalogue of delimited text, in any of the forms that ``DelimitedForm``
/// tells apart.
final class DelimitedTable: CatalogueReader {
  private static let mostColumns = 10_000

  let columns: [TableColumn]
  private(set) var notes: [String]
  private let path: LocalPath
  private let form: DelimitedForm

  init(_ path: LocalPath) throws {
    self.path = path
    form = try DelimitedForm(path: path.absolute, name: path.typed)
    guard form.names.count <= Self.mostColumns else {
      throw Failure("'\(path.typed)' has no row of column names")
    }
    columns = zip(form.names, form.units).map { TableColumn(name: $0, unit: $1) }
    notes = form.notes
  }

  func forEachRow(_ chosen: [Int], _ body: ([String?]) throws -> Void) throws {
    let rows = try form.rows(path: path.absolute, name: path.typed)
    while try rows.next() {
      try form.check(rows, of: path.typed)
      try body(
        chosen.map {
          let text = rows.text($0).trimmingCharacters(in: .whitespaces)
          return text.isEmpty ? nil : text
        })
    }
    notes = form.notes + rows.hashNotes
  }
}

extension DelimitedForm {
  /// The rows from the first one on.
  package func rows(path: String, name: String) throws -> DelimitedRows {
    let rows = try DelimitedRows(path: path, typed: name, layout: layout)
    for _ in 0..<recordsBefore { _ = try rows.next() }
    return rows
  }

  /// Refuses a row of more or fewer fields than there are columns, and a second table.
  package func check(_ rows: DelimitedRows, of name: String) throws {
    guard rows.count == names.count else {
      throw Failure(
        "'\(name)', line \(rows.line) has \(rows.count) fields where \(names.count) columns are "
          + "named")
    }
    if rows.startsWithRuling, Self.isRuling(rows.texts) {
      throw Failure(
        "'\(name)', line \(rows.line): another table begins; save each one in a file of its own")
    }
  }
}

extension DelimitedRows {
  /// What lines that begin with # were taken for.
  package var hashNotes: [String] {
    func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(count) lines" }
    func verb(_ count: Int, _ one: String, _ many: String) -> String { count == 1 ? one : many }
    var notes: [String] = []
    if hashes.records > 0 {
      notes.append(
        "\(lines(hashes.records)) of '\(path)' that \(verb(hashes.records, "begins", "begin")) "
          + "with # \(verb(hashes.records, "is a row", "are rows")): as many fields as columns")
    }
    if hashes.comments > 0 {
      notes.append(
        "\(lines(hashes.comments)) of '\(path)' that \(verb(hashes.comments, "begins", "begin")) "
          + "with # \(verb(hashes.comments, "is a comment", "are comments"))")
    }
    return notes
  }
}
