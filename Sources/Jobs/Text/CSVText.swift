import Foundation

/// Fields of tables of text (RFC 4180).
package enum CSVText {
  /// Quoted where needed (RFC 4180). A text that a spreadsheet would take
  /// for a formula is preceded by an apostrophe.
  package static func field(_ text: String) -> String {
    var out = text
    if let first = out.first, "=+@\t\r".contains(first) || (first == "-" && Double(out) == nil) {
      out = "'" + out
    }
    guard out.contains(where: { ",\"\n\r".contains($0) }) else { return out }
    return "\"" + out.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
