import Foundation

/// Numbers as people write them into tables: with a point, or with a comma
/// where commas separate nothing.
package enum DecimalComma {
  /// "10,5" with a point; nil where the text has no single comma, or a point too.
  package static func plain(_ text: String) -> String? {
    guard text.utf8.count(where: { $0 == UInt8(ascii: ",") }) == 1, !text.utf8.contains(46) else {
      return nil
    }
    return text.replacing(",", with: ".")
  }

  /// Whether a text is a number that is finite.
  package static func isNumber(_ text: String) -> Bool {
    let text = text.trimmingCharacters(in: .whitespaces)
    let value = Double(text) ?? plain(text).flatMap { Double($0) }
    return value?.isFinite ?? false
  }
}
