import Foundation
import Rasters

/// Reads a table of features with a header: one column of identifiers, kept
/// as the text that they are, and columns of numbers.
struct CSVTable {
  private static let missing: Set<String> = ["", "na", "n/a", "nan", "null", "none", "inf", "-inf"]

  let path: String
  let identifier: String?
  let columns: [String]?

  func read(_ checkpoint: () throws -> Void) throws -> ObjectTable {
    var rows = try CSVRows(path: LocalPathText.absolute(path), typed: path)
    guard let header = try rows.next()?.map({ $0.trimmingCharacters(in: .whitespaces) }) else {
      throw Failure("'\(path)' is empty: a header and rows are due")
    }
    let id = try idColumn(header)
    let numbers = try featureColumns(header, besides: id)
    var ids: [String] = []
    var values: [Float] = []
    while let row = try rows.next() {
      if ids.count.isMultiple(of: 4096) { try checkpoint() }
      guard row.count == header.count else {
        throw Failure(
          "'\(path)', line \(rows.line): \(row.count) fields, the header has \(header.count)")
      }
      ids.append(id.map { row[$0] } ?? "\(ids.count + 1)")
      for column in numbers {
        values.append(try number(row[column], header[column], line: rows.line))
      }
    }
    guard !ids.isEmpty else { throw Failure("'\(path)' has a header and no rows") }
    return ObjectTable(ids: ids, rows: values, width: numbers.count, problem: "missing value")
  }

  private func idColumn(_ header: [String]) throws -> Int? {
    guard let identifier else { return header.firstIndex { $0.lowercased() == "id" } }
    return try index(of: identifier, in: header, option: "--id")
  }

  private func featureColumns(_ header: [String], besides id: Int?) throws -> [Int] {
    if let columns { return try columns.map { try index(of: $0, in: header, option: "--columns") } }
    let others = header.indices.filter { $0 != id }
    guard !others.isEmpty else { throw Failure("'\(path)' has no column of features") }
    return others
  }

  private func index(of name: String, in header: [String], option: String) throws -> Int {
    guard let index = header.firstIndex(of: name) else {
      throw Failure.usage(
        "\(option): '\(path)' has no column '\(name)'\(DidYouMean.hint(for: name, among: header))")
    }
    return index
  }

  /// Nan where there is no number.
  private func number(_ text: String, _ column: String, line: Int) throws -> Float {
    let word = text.trimmingCharacters(in: .whitespaces)
    if let value = Float(word) { return value }
    guard Self.missing.contains(word.lowercased()) else {
      throw Failure(
        "'\(path)', line \(line): column '\(column)' holds '\(word.prefix(40))', which is no "
          + "number; choose the features with --columns, or the identifiers with --id")
    }
    return .nan
  }
}
