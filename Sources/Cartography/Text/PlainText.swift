/// Makes text fit for one line of a sheet, an XML file or a message.
enum PlainText {
  /// Control characters and what XML 1.0 does not allow turn into one space
  /// each run, spaces at the ends go.
  static func oneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isPlain(scalar) {
        line.append(scalar)
      } else if line.last != " ", !line.isEmpty {
        line.append(" ")
      }
    }
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  /// Text that shows, or an ordinary space.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: scalar.value & 0xfffe != 0xfffe && !isDirection(scalar)
    }
  }

  /// Marks that turn the direction of what follows them, and with it a
  /// legend or a terminal.
  private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
    (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
