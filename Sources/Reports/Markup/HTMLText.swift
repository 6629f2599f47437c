/// Text inside HTML and SVG.
enum HTMLText {
  /// Safe between tags and in attributes in either kind of quotes. Control
  /// characters, and marks that turn the direction of what follows, go.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      case "\n", "\t": safe.unicodeScalars.append(scalar)
      default: safe.unicodeScalars.append(isShown(scalar) ? scalar : " ")
      }
    }
    return safe
  }

  /// The text without what does not show, not escaped.
  static func shown(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars { out.unicodeScalars.append(isShown(scalar) ? scalar : " ") }
    return out
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .surrogate: false
    default: scalar.value & 0xfffe != 0xfffe && !turnsDirection(scalar)
    }
  }

  private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
    (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
