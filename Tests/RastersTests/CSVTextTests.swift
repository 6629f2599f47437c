import Testing

@testable import Rasters

/// Fields of comma-separated text.
@Suite struct CSVTextTests {
  @Test(arguments: [
    ("", ""), ("Playa", "Playa"), ("two words", "two words"), ("it's", "it's"),
    ("5", "5"), ("-5", "-5"), ("-1.5e3", "-1.5e3"), ("+5", "+5"), ("+12:30", "'+12:30"),
    ("+x", "'+x"),
    ("-x", "'-x"), ("=1+1", "'=1+1"), ("@sum", "'@sum"), ("a=b", "a=b"),
    ("a;b", "\"a;b\""), ("a,b", "\"a,b\""), ("a|b", "\"a|b\""), ("a\tb", "\"a\tb\""),
    ("#1", "\"#1\""), ("a\nb", "\"a\nb\""), ("\r\nb", "\"'\r\nb\""), ("\tb", "\"'\tb\""),
    ("say \"so\"", "\"say \"\"so\"\"\""), ("=\"a\",b", "\"'=\"\"a\"\",b\""),
    (",\u{301}", "\",\u{301}\""), ("é", "é"),
  ])
  func fieldsAreReadAlikeEverywhere(_ text: String, _ field: String) {
    #expect(CSVText.field(text, quoting: .cautious) == field)
  }

  @Test(arguments: [
    ("#1040a0", "#1040a0"), ("a;b", "a;b"), ("a|b", "a|b"), ("a,b", "\"a,b\""),
    ("a\nb", "\"a\nb\""), ("=1", "'=1"), ("-5", "-5"), ("+5", "+5"),
  ])
  func tablesQuoteWhatTheStandardAsks(_ text: String, _ field: String) {
    #expect(CSVText.field(text) == field)
  }
}
