/// Text inside XML and HTML.
package enum MarkupText {
  /// Safe between tags and in attributes of XML 1.0 in either kind of quotes: on one line, without
  /// control characters, its five signs escaped.
  package static func xml(_ text: String) -> String {
    escaped(PlainText.spaced(text), apostrophe: "&apos;")
  }

  /// Safe between tags and in attributes of HTML and SVG in either kind of quotes. Control
  /// characters, and marks that turn the direction of what follows, go; line ends and tabs stay.
  package static func html(_ text: String) -> String {
    escaped(PlainText.shown(text, keeping: ["\n", "\t"]), apostrophe: "&#39;")
  }

  /// The signs that markup is made of, escaped; all else as it stands.
  ///
  /// - Parameter apostrophe: what stands for one; as it is, it is safe but in single quotes.
  package static func escaped(_ text: String, apostrophe: String = "'") -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      if scalar == "'" {
        safe += apostrophe
      } else if let name = entity(scalar) {
        safe += name
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// What stands for a sign that markup is made of; nil for any other.
  package static func entity(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    default: nil
    }
  }
}
