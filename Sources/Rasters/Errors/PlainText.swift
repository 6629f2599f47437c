/// Texts that come from files, for a terminal or a log: what would steer a
/// terminal or turn letters around is written as its number.
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
