import Rasters
import Testing

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("plain é 🏔️ \"<", "plain é 🏔️ \"<"), ("a\u{1b}[2J", "a\\u{1b}[2J"),
    ("a\nb\tc", "a\\u{a}b\\u{9}c"),
    ("\u{202e}x\u{2066}", "\\u{202e}x\\u{2066}"), ("\u{9b}m\u{7f}\u{0}", "\\u{9b}m\\u{7f}\\u{0}"),
  ])
  func steeringSignsAreNumbers(text: String, line: String) {
    #expect(PlainText.line(text) == line)
    #expect(Failure(text).description == line)
  }

  @Test func linesStay() { #expect(PlainText.lines("a\n\tb\r") == "a\n\tb\\u{d}") }

  @Test func longLinesEnd() {
    let line = PlainText.line(String(repeating: "é", count: 5000))
    #expect(line.utf8.count < 4010 && line.hasSuffix(" …"))
  }
}
