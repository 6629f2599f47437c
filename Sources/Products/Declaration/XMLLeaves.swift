/// The least of XML: elements that hold nothing but text. No entity beyond
/// the five of the standard is known and nothing is resolved, so that no
/// document can do more than be long.
enum XMLLeaves {
  /// "<tag …>text</tag>" as (tag, text), in order.
  static func of(_ text: String) -> [(key: String, value: String)] {
    var found: [(key: String, value: String)] = []
    var open: (key: String, value: String)?
    for piece in text.split(separator: "<") {
      guard let end = piece.firstIndex(of: ">") else { continue }
      let tag = piece[..<end].split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
      if let leaf = open, tag == "/" + leaf.key { found.append(leaf) }
      let value = String(piece[piece.index(after: end)...]).trimmingSpaces
      open = tag.hasPrefix("/") ? nil : (tag, unescaped(value))
    }
    return found
  }

  private static let entities = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
  ]

  private static func unescaped(_ text: String) -> String {
    guard text.contains("&") else { return text }
    return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
