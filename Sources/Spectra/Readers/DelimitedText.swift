import Foundation
import RasterIO
import Rasters

/// The fields of a table as text, whatever stands between them; lines that begin with # are none.
package struct DelimitedText {
  package let rows: [[String]]
  /// Commas in its fields are those of numbers.
  package let hasDecimalCommas: Bool

  init(_ text: String) {
    let lines = LibraryText.lines(text).filter { !$0.hasPrefix("#") }
    let separator = Self.separator(lines)
    hasDecimalCommas = separator != "," && lines.dropFirst().contains { $0.contains(",") }
    rows = lines.map { Self.fields($0, separator) }
  }

  /// A small table.
  package init(path: String) throws {
    let file = try LocalPath.file(path)
    guard file.byteCount <= 256 << 20 else {
      throw Failure("'\(path)' has \(ByteCount.text(file.byteCount)), too large for a table")
    }
    self.init(try LibraryText.read(file))
  }

  package func number(_ field: String) -> Double? {
    LibraryText.number(hasDecimalCommas ? field.replacing(",", with: ".") : field)
  }

  /// What the first lines have most of; a space where they have none of the others.
  private static func separator(_ lines: [Substring]) -> Character {
    let first = lines.prefix(2)
    for mark: Character in ["\t", ";", ","] where first.allSatisfy({ $0.contains(mark) }) {
      return mark
    }
    return " "
  }

  private static func fields(_ line: Substring, _ separator: Character) -> [String] {
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    for sign in line {
      if sign == "\"" {
        isQuoted.toggle()
      } else if sign == separator, !isQuoted {
        if separator != " " || !field.isEmpty { fields.append(field) }
        field = ""
      } else {
        field.append(sign)
      }
    }
    if separator != " " || !field.isEmpty { fields.append(field) }
    return fields.map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
