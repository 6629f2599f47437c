/// Fields of comma-separated text (RFC 4180).
package enum CSVText {
  /// Signs that are put in quotes.
  package enum Quoting: Sendable {
    /// Commas, quotes and ends of lines (RFC 4180).
    case standard
    /// Whatever any reader of delimited text would split a field at or take for a comment.
    case cautious

    fileprivate var signs: String { self == .standard ? ",\"\n\r" : ",\"#\n\r;\t|" }
  }

  /// A field, in quotes where it has to be. A text that a spreadsheet would take for a formula is
  /// preceded by an apostrophe; numbers with a sign are none.
  package static func field(_ text: String, quoting: Quoting = .standard) -> String {
    let plain = isFormula(text) ? "'" + text : text
    guard plain.utf8.contains(where: quoting.signs.utf8.contains) else { return plain }
    return "\""
      + plain.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return "=@\t\r".utf8.contains(first) || ("+-".utf8.contains(first) && Double(text) == nil)
  }
}
