import Files
import Rasters

/// Comma-separated text (RFC 4180); what has no value is empty.
final class CSVCatalogue: CatalogueSink {
  private let file: OutputFile
  private let columns: [CatalogueColumn]

  init(_ path: String, _ columns: [CatalogueColumn]) throws {
    self.columns = columns
    file = try OutputFile(path)
    try file.write(columns.map(\.name).joined(separator: ",") + "\n")
  }

  func write(_ rows: [[CatalogueValue]]) throws {
    var out: [UInt8] = []
    for row in rows {
      for (index, value) in row.enumerated() {
        if index > 0 { out.append(44) }
        Self.append(value, of: columns[index], to: &out)
      }
      out.append(10)
    }
    try file.write(out)
  }

  private static func append(
    _ value: CatalogueValue, of column: CatalogueColumn, to out: inout [UInt8]
  ) {
    switch value {
    case .none: break
    case .boolean(let isTrue): out.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .integer(let number): out.append(contentsOf: "\(number)".utf8)
    case .real(let number): CatalogueText.append(number, of: column, to: &out)
    case .text(let text): out.append(contentsOf: quoted(text).utf8)
    }
  }

  /// A text that a spreadsheet would take for a formula is preceded by an
  /// apostrophe; numbers are none.
  private static func plain(_ text: String) -> String {
    guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) else { return text }
    return "+-".utf8.contains(first) && Double(text) != nil ? text : "'" + text
  }

  private static func quoted(_ value: String) -> String {
    let text = plain(value)
    guard text.utf8.contains(where: { ",\"#\n\r;\t|".utf8.contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  func finish() throws { try file.finish() }
}
