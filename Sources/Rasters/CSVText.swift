/// Fields of comma-separated text (RFC 4180).
package enum CSVText {
  /// A field, in quotes where any reader of delimited text would split it or
  /// take it for a comment. A text that a spreadsheet would take for a formula
  /// is preceded by an apostrophe; numbers with a sign are none.
  package static func field(_ text: String) -> String {
    let plain = isFormula(text) ? "'" + text : text
    guard plain.utf8.contains(where: { ",\"#\n\r;\t|".utf8.contains($0) }) else { return plain }
    return "\""
      + plain.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return "=@\t\r".utf8.contains(first) || ("+-".utf8.contains(first) && Double(text) == nil)
  }
}
