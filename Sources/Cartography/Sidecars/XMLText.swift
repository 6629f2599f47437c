/// Text inside XML 1.0.
enum XMLText {
  /// Safe between tags and in attributes in either kind of quotes: on one
  /// line, without control characters, its five signs escaped.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in PlainText.oneLine(text).unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&apos;"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
