import TestSupport
import Testing

@testable import Documents

/// Texts that are written read back as they were.
@Suite struct YAMLTextTests {
  /// Escapes of YAML 1.2.2, section 5.7.
  @Test(arguments: [
    ("", "\"\""), ("Löss & Ton", "\"Löss & Ton\""), ("say \"a\\b\"", "\"say \\\"a\\\\b\\\"\""),
    ("a\nb\tc", "\"a\\nb\\tc\""), ("\u{0}\u{7}\r", "\"\\u0000\\u0007\\u000D\""),
    ("\u{85}\u{2028}\u{2029}", "\"\\u0085\\u2028\\u2029\""), ("\u{feff}", "\"\\uFEFF\""),
    ("\u{202e}", "\"\\u202E\""), ("\u{e0001}", "\"\\U000E0001\""), ("🜨", "\"🜨\""),
    ("# no: [comment]", "\"# no: [comment]\""),
  ])
  func isQuoted(_ text: String, _ quoted: String) { #expect(YAMLText.quoted(text) == quoted) }

  private func read(_ text: String) throws -> String? {
    let root = try YAMLDocument.parse("v: \(YAMLText.quoted(text))\n", file: "s.yaml")
    return try root.mapping("the file", known: ["v"])["v"]?.string("v")
  }

  @Test func everyScalarReadsBack() throws {
    let planes = Array(0...0x2FFF) + [0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFE, 0x1F9CA, 0x10FFFF]
    for first in stride(from: 0, to: planes.count, by: 512) {
      let view = planes[first..<min(first + 512, planes.count)].compactMap(Unicode.Scalar.init)
      let text = String(String.UnicodeScalarView(view))
      let back = try read(text)
      #expect(back.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars), "\(first)")
    }
  }

  @Test func randomTextsReadBack() throws {
    let signs = Array("ab 0~\"'\\#:-?*&![]{},|>%@`\n\t\r\u{0}\u{85}é🜨\u{301}".unicodeScalars)
    for number in 0..<500 {
      let length = Int(ScrambledField.bits(number) % 12)
      let view = (0..<length).map { place in
        signs[Int(ScrambledField.bits(1000 + number * 16 + place) % UInt64(signs.count))]
      }
      let text = String(String.UnicodeScalarView(view))
      #expect(try read(text).map { Array($0.unicodeScalars) } == view, "\(YAMLText.quoted(text))")
    }
  }
}
