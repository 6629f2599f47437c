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
    case .text(let text): out.append(contentsOf: CSVText.field(text, quoting: .cautious).utf8)
    }
  }

  func finish() throws { try file.finish() }
}
