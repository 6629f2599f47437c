/// Texts that come from files, for a terminal, a log, a page or a sheet. For a terminal and a log
/// what would steer it or turn letters around is written as its number; elsewhere it goes.
public enum PlainText {
  /// The text on one line, which is cut off where it would be longer than anybody reads.
  public static func line(_ text: String) -> String {
    let plain = visible(text, keeping: [])
    guard plain.utf8.count > longest else { return plain }
    return String(decoding: plain.utf8.prefix(longest), as: UTF8.self) + " …"
  }

  private static let longest = 4000

  /// Line breaks and tabs stay.
  public static func lines(_ text: String) -> String { visible(text, keeping: ["\n", "\t"]) }

  private static func visible(_ text: String, keeping kept: Set<Unicode.Scalar>) -> String {
    guard text.unicodeScalars.contains(where: { isSteering($0) && !kept.contains($0) }) else {
      return text
    }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isSteering(scalar), !kept.contains(scalar) {
        out.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }

  /// Controls of C0 and C1, line separators, marks of writing direction.
  private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<32, 127..<160, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}

extension PlainText {
  /// The text on one line of a sheet or an XML file: what does not show turns into one space each
  /// run, spaces at the ends of the line go.
  package static func spaced(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isShown(scalar), !isLineEnd(scalar) {
        line.append(scalar)
      } else if line.last != " ", !line.isEmpty {
        line.append(" ")
      }
    }
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  /// The text with a space for each scalar that does not show, but for those in `kept`.
  package static func shown(_ text: String, keeping kept: Set<Unicode.Scalar> = []) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      out.append(isShown(scalar) || kept.contains(scalar) ? scalar : " ")
    }
    return String(out)
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  /// Controls, what XML 1.0 does not allow, and marks that turn the direction of what follows, and
  /// with it a legend or a terminal, do not show.
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
