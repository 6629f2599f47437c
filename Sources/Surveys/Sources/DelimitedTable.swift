import Foundation
import RasterIO
import Rasters

/// Comma-separated text, also with semicolons or tabs, quoted (RFC 4180) or
/// not; lines that begin with # are comments, as in ECSV.
final class DelimitedTable: CatalogueReader {
  let columns: [TableColumn]
  private let path: String
  private let data: Data
  private let separator: UInt8
  private let start: Int
  private let startLine: Int

  init(_ path: LocalPath) throws {
    self.path = path.typed
    data = try Data(contentsOf: URL(fileURLWithPath: path.absolute), options: .mappedIfSafe)
    let body = data.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var scanner = RowScanner(path: path.typed, separator: 44, position: body)
    data.withUnsafeBytes { scanner.skipComments($0) }
    separator = Self.separator(of: data[scanner.position...].prefix { $0 != 10 && $0 != 13 })
    scanner.separator = separator
    guard let head = try data.withUnsafeBytes({ try scanner.next($0) }), !head.isEmpty,
      head.count <= 10_000
    else { throw Failure("'\(path.typed)' has no row of column names") }
    columns = head.map { TableColumn(name: $0.trimmingCharacters(in: .whitespaces)) }
    start = scanner.position
    startLine = scanner.line
  }

  private static func separator(of line: Data) -> UInt8 {
    let candidates: [UInt8] = [44, 9, 59, 124]
    let counts = candidates.map { sign in line.lazy.filter { $0 == sign }.count }
    let most = counts.max() ?? 0
    return zip(candidates, counts).first { $0.1 == most }?.0 ?? 44
  }

  func forEachRow(_ chosen: [Int], _ body: ([String?]) throws -> Void) throws {
    var scanner = RowScanner(
      path: path, separator: separator, position: start, line: startLine)
    try data.withUnsafeBytes { bytes in
      while let row = try scanner.next(bytes) {
        guard row.count == columns.count else {
          throw Failure(
            "'\(path)' line \(scanner.rowLine) has \(row.count) fields where \(columns.count) "
              + "columns are named")
        }
        try body(
          chosen.map {
            let text = row[$0].trimmingCharacters(in: .whitespaces)
            return text.isEmpty ? nil : text
          })
      }
    }
  }
}

/// Takes delimited text apart, row by row.
private struct RowScanner {
  let path: String
  var separator: UInt8
  var position: Int
  var line = 1
  /// Where the last row began.
  var rowLine = 1

  init(path: String, separator: UInt8, position: Int, line: Int = 1) {
    self.path = path
    self.separator = separator
    self.position = position
    self.line = line
  }

  mutating func skipComments(_ bytes: UnsafeRawBufferPointer) {
    while position < bytes.count {
      if bytes[position] == 35 {
        while position < bytes.count, bytes[position] != 10 { position += 1 }
      } else if bytes[position] != 10 && bytes[position] != 13 {
        return
      }
      if position < bytes.count, bytes[position] == 10 { line += 1 }
      position += 1
    }
  }

  /// The fields of the next row; nil at the end.
  mutating func next(_ bytes: UnsafeRawBufferPointer) throws -> [String]? {
    skipComments(bytes)
    guard position < bytes.count else { return nil }
    rowLine = line
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 10 { line += 1 }
      if isQuoted {
        if byte != 34 {
          field.append(byte)
        } else if position < bytes.count, bytes[position] == 34 {
          field.append(34)
          position += 1
        } else {
          isQuoted = false
        }
      } else if byte == 34, field.isEmpty {
        isQuoted = true
      } else if byte == separator {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
      } else if byte == 10 {
        break
      } else if byte != 13 {
        field.append(byte)
      }
      guard field.count <= 1 << 20 else {
        throw Failure("'\(path)' line \(rowLine) has a field of more than a megabyte")
      }
    }
    guard !isQuoted else {
      throw Failure("'\(path)' line \(rowLine) has a quotation mark that is never closed")
    }
    return fields + [String(decoding: field, as: UTF8.self)]
  }
}
