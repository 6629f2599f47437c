import Rasters
import Testing

/// Texts from elsewhere inside XML, HTML and SVG.
@Suite struct MarkupTextTests {
  /// Signs of markup, what does not show, and what turns the direction of letters.
  @Test(
    arguments: [
      ("Löss", "Löss", "Löss"), ("a & <b> \"c\"", "a &amp; &lt;b&gt; &quot;c&quot;", nil),
      ("d'Or", "d&apos;Or", "d&#39;Or"), ("&amp;", "&amp;amp;", nil),
      ("a\n\tb", "a b", "a\n\tb"), (" a\u{0}\u{1b}b ", " a b", " a  b "),
      ("a\u{202e}b", "a b", nil), ("a\u{fffe}b", "a b", nil),
      ("a\u{2028}b", "a b", "a\u{2028}b"), ("", "", ""),
    ] as [(String, String, String?)])
  func isSafe(_ text: String, _ xml: String, _ html: String?) {
    #expect(MarkupText.xml(text) == xml)
    #expect(MarkupText.html(text) == html ?? xml)
  }

  /// In a text that is escaped alone an apostrophe stays.
  @Test func signsAlone() {
    #expect(MarkupText.escaped("d'Or <\u{7}>\n") == "d'Or &lt;\u{7}&gt;\n")
    #expect(MarkupText.entity("'") == nil && MarkupText.entity("&") == "&amp;")
  }

  @Test(arguments: [
    ("  a  ", "  a"), ("a\r\n\r\nb", "a b"), ("\n\na", "a"), ("a\u{85}\u{2029}b", "a b"),
    ("\u{2066}a\u{2069}", "a"),
  ])
  func runsOfWhatDoesNotShowAreOneSpace(_ text: String, _ line: String) {
    #expect(PlainText.spaced(text) == line)
  }
}
