import Rasters
import Testing

@testable import Documents

/// Values of each kind, as a person may write them, and what is none.
@Suite struct ValueTests {
  /// The value of `v: TEXT`.
  private func value(_ text: String) throws -> YAMLValue {
    let root = try YAMLDocument.parse("v: " + text, file: "s.yaml")
    return try #require(try root.mapping("the file", known: ["v"])["v"])
  }

  private func refusal(_ text: String, _ read: (YAMLValue) throws -> Any) throws -> String {
    let value = try value(text)
    return try #require(throws: DocumentError.self) { _ = try read(value) }.description
  }

  /// Digits alone, with or without a sign: what other dialects of YAML call octal or sexagesimal
  /// is never read as another number.
  @Test(arguments: [
    ("0", 0), ("-7", -7), ("+5", 5), ("010", 10), ("9223372036854775807", Int.max),
    ("-9223372036854775808", Int.min), ("5 # pixels", 5), ("!!int 5", 5),
  ])
  func wholeNumbers(_ text: String, _ number: Int) throws {
    #expect(try value(text).integer("v", in: Int.min...Int.max) == number)
  }

  @Test(arguments: [
    "", "~", "5.0", "1e3", "0x10", "0o17", "0b11", "1_000", "1:30", "'5'", "\"5\"", "5px", "٣",
    "９", "9223372036854775808", "[5]", "{5: 5}", "\n  - 5", "+-5", "true", "∞", "|\n  5",
  ])
  func areNoWholeNumbers(_ text: String) throws {
    #expect(
      try refusal(text) { try $0.integer("v", in: Int.min...Int.max) }
        .hasSuffix(": v must be a whole number"))
  }

  @Test func rangesIncludeTheirEnds() throws {
    #expect(try value("2").integer("v", in: 2...5) == 2)
    #expect(try value("5").integer("v", in: 2...5) == 5)
    for text in ["1", "6"] {
      #expect(
        try refusal(text) { try $0.integer("v", in: 2...5) }
          == "s.yaml:1:4: v is \(text), must be from 2 to 5")
    }
  }

  @Test(arguments: [
    ("0", 0), ("-7.25", -7.25), ("+.5", 0.5), ("5.", 5), ("1e3", 1000), ("1E-3", 0.001),
    ("010", 10), ("1e308", 1e308), ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ("5e-324", .leastNonzeroMagnitude), ("9007199254740993", 9_007_199_254_740_992), ("0.1", 0.1),
  ])
  func numbers(_ text: String, _ number: Double) throws {
    #expect(try value(text).number("v") == number)
  }

  /// Nothing that is not finite gets into a computation.
  @Test(arguments: [
    "nan", "NaN", ".nan", "inf", "-inf", ".inf", "infinity", "1e309", "-1e999", "1,5", "1 000",
    "1_000.5", "'1.5'", "half", "", "~", "[1]", "1:30", "1e", "--1", "5%",
  ])
  func areNoNumbers(_ text: String) throws {
    #expect(try refusal(text) { try $0.number("v") }.hasSuffix(": v must be a number"))
  }

  @Test(arguments: [
    ("true", true), ("True", true), ("TRUE", true), ("yes", true), ("on", true), ("false", false),
    ("no", false), ("Off", false),
  ])
  func flags(_ text: String, _ flag: Bool) throws { #expect(try value(text).flag("v") == flag) }

  @Test(arguments: ["1", "0", "y", "n", "'true'", "\"no\"", "", "~", "[true]", "truee", "ja"])
  func areNoFlags(_ text: String) throws {
    #expect(try refusal(text) { try $0.flag("v") }.hasSuffix(": v must be true or false"))
  }

  /// A text is what is written, whatever else it could mean: Norway is no flag.
  @Test(arguments: [
    ("no", "no"), ("1.50", "1.50"), ("0x10", "0x10"), ("2026-07-30", "2026-07-30"), ("''", ""),
    ("'~'", "~"), ("\"null\"", "null"), ("'it''s'", "it's"), ("\"a\\tb\\u00e9\"", "a\tbé"),
    ("a # b", "a"), ("a#b", "a#b"), ("|\n  one\n  two\n", "one\ntwo\n"),
    (">-\n  one\n  two", "one two"),
    ("!!str 5", "5"),
  ])
  func texts(_ text: String, _ wanted: String) throws {
    #expect(try value(text).string("v") == wanted)
  }

  @Test(arguments: ["", "~", "null", "Null", "[a]", "{a: b}"]) func areNoTexts(_ text: String)
    throws
  {
    #expect(
      try refusal(text) { try $0.string("v") }
        == "s.yaml:1:\(text.isEmpty ? 3 : 4): v must be a text")
  }

  @Test(arguments: [
    ("~", true), ("null", true), ("", true), ("'~'", false), ("0", false), ("[]", false),
  ])
  func nothing(_ text: String, _ isNothing: Bool) throws {
    #expect(try value(text).isNull == isNothing)
  }

  /// A value that an alias repeats is at fault where it is written.
  @Test func anAliasLeadsToItsAnchor() throws {
    let root = try YAMLDocument.parse("a: &n 5.5\nb: *n", file: "s.yaml")
    let values = try root.mapping("the file", known: ["a", "b"])
    #expect(try values["b"]?.number("b") == 5.5)
    let error = try #require(throws: DocumentError.self) {
      try values["b"]?.integer("b", in: 0...9)
    }
    #expect(error.description == "s.yaml:1:4: b must be a whole number")
  }
}
