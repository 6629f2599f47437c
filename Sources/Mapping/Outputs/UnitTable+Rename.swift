import Foundation
import Rasters

extension UnitTable {
  /// A finished table with other names and colours; everything else keeps its
  /// bytes. Nil where it is no table of ours.
  static func renamed(_ table: String, _ legend: Legend) -> String? {
    var records = records(of: table)
    guard let head = records.first?.map(text), let unit = head.firstIndex(of: "unit"),
      let name = head.firstIndex(of: "name"), let colour = head.firstIndex(of: "colour")
    else { return nil }
    let entries = Dictionary(
      legend.entries.map { ($0.value, $0) }, uniquingKeysWith: { first, _ in first })
    for index in records.indices.dropFirst() where records[index].count == head.count {
      guard let entry = Int(text(records[index][unit])).flatMap({ entries[$0] }) else { continue }
      records[index][name] = CSVText.field(entry.name)
      records[index][colour] = entry.colour.hex
    }
    return records.map { $0.joined(separator: ",") }.joined(separator: "\n")
  }

  /// Fields as they are written, quotes and all; the end of a file that ends
  /// in a newline is a record of one empty field.
  private static func records(of table: String) -> [[String]] {
    var records: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    for scalar in table.unicodeScalars {
      if scalar == "\"" { isQuoted.toggle() }
      switch scalar {
      case "," where !isQuoted:
        records[records.count - 1].append(field)
        field = ""
      case "\n" where !isQuoted:
        records[records.count - 1].append(field)
        records.append([])
        field = ""
      default: field.unicodeScalars.append(scalar)
      }
    }
    records[records.count - 1].append(field)
    return records
  }

  /// A field without its quotes.
  private static func text(_ field: String) -> String {
    guard field.count >= 2, field.hasPrefix("\""), field.hasSuffix("\"") else { return field }
    return field.dropFirst().dropLast().replacingOccurrences(of: "\"\"", with: "\"")
  }
}
