/// Texts for an SVG.
package enum XML {
  /// With the characters that markup is made of, and those that XML does not
  /// have, replaced.
  package static func text(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case _ where scalar.value < 0x20 || scalar.value == 0xfffe || scalar.value == 0xffff: " "
      default: String(scalar)
      }
    }.joined()
  }

  /// Lines of at most `limit` characters where words allow.
  static func wrapped(_ text: String, at limit: Int) -> [String] {
    text.split(separator: " ").reduce(into: [String]()) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= limit {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
  }
}
