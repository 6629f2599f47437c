import Rasters
import Tensors
import Testing

/// The strict JSON reader beneath the model files.
@Suite struct SafetensorsJSONTests {
  static func parse(_ text: String) throws -> StrictJSON {
    try StrictJSON(parsing: Array(text.utf8))
  }

  @Test(arguments: [
    ("null", StrictJSON.null), (" true ", .boolean(true)), ("false", .boolean(false)),
    ("0", .integer(0)), ("-0", .integer(0)), ("-12", .integer(-12)),
    ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(0x1p63)),
    ("1.5e2", .number(150)), ("1E-2", .number(0.01)), ("0e+1", .number(0)),
    ("\"\"", .string("")), (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{c}\n\r\t")),
    (#""\u00e9\uD83D\uDE00é""#, .string("é😀é")), ("[]", .array([])), ("{ }", .object([])),
    ("[1,[2]\r\n,\t{}]", .array([.integer(1), .array([.integer(2)]), .object([])])),
    (
      #"{"b":1,"a":[null]}"#,
      .object([.init(key: "b", value: .integer(1)), .init(key: "a", value: .array([.null]))])
    ),
  ])
  func reads(_ text: String, _ value: StrictJSON) throws {
    #expect(try Self.parse(text) == value)
  }

  @Test(arguments: [
    ("", "no value at line 1, column 1 (byte 0)"),
    (" \n ", "no value at line 2, column 2 (byte 3)"),
    ("nul", "the text ends early at line 1, column 4 (byte 3)"),
    ("nulL", "found 'L', expected 'null' at line 1, column 4 (byte 3)"),
    ("NaN", "found 'N', expected a value at line 1, column 1 (byte 0)"),
    ("01", "a number that is not written as JSON numbers are at line 1, column 1 (byte 0)"),
    ("-", "a number that is not written as JSON numbers are at line 1, column 1 (byte 0)"),
    ("[1.]", "a number that is not written as JSON numbers are at line 1, column 2 (byte 1)"),
    ("1e", "a number that is not written as JSON numbers are at line 1, column 1 (byte 0)"),
    ("1e999", "a number too large to hold at line 1, column 1 (byte 0)"),
    ("[1,]", "found ']', expected a value at line 1, column 4 (byte 3)"),
    ("[1 2]", "found '2', expected ',' or ']' at line 1, column 4 (byte 3)"),
    ("{1:2}", "found '1', expected a key in quotes at line 1, column 2 (byte 1)"),
    ("{\"a\" 2}", "found '2', expected ':' at line 1, column 6 (byte 5)"),
    ("{\"a\":1,}", "found '}', expected a key in quotes at line 1, column 8 (byte 7)"),
    ("\"a\nb\"", "byte 0xa in a string, where it must be escaped at line 1, column 3 (byte 2)"),
    (#""\x""#, "an escape that JSON does not have at line 1, column 2 (byte 1)"),
    (#""\u12g4""#, "an escape that JSON does not have at line 1, column 2 (byte 1)"),
    (#""\ud800""#, "half of a surrogate pair at line 1, column 2 (byte 1)"),
    (#""\ud800\u0041""#, "half of a surrogate pair at line 1, column 2 (byte 1)"),
    (#""\udc00\ud800""#, "half of a surrogate pair at line 1, column 2 (byte 1)"),
    ("{\n \"a\": 1,\n \"a\": 2\n}", "the key 'a' comes twice at line 3, column 2 (byte 12)"),
    ("{\"é\":1,\"e\u{301}\":2}", "the key 'e\u{301}' comes twice at line 1, column 9 (byte 8)"),
    ("\u{feff}{}", "found byte 0xef, expected a value at line 1, column 1 (byte 0)"),
  ])
  func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: StrictJSONProblem.self) { try Self.parse(text) }
    #expect(error?.description == message)
  }

  @Test func depthIsBounded() throws {
    let nest = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    #expect(throws: Never.self) { try Self.parse(nest(32)) }
    #expect(throws: StrictJSONProblem.self) { try Self.parse(nest(33)) }
  }

  @Test func sizeIsBounded() {
    let error = #expect(throws: StrictJSONProblem.self) {
      try StrictJSON(parsing: Array("[1,2,3]".utf8), limits: .init(values: 3))
    }
    #expect(error?.kind == .tooManyValues(3))
  }

  @Test(arguments: ["", "plain", "\"\\/\u{0}\u{1f}\n", "é😀\u{2028}\u{7f}"])
  func quotedComesBack(_ text: String) throws {
    #expect(try Self.parse(StrictJSON.quoted(text)) == .string(text))
  }

  @Test func membersByName() throws {
    let json = try Self.parse(#"{"a":"x","b":[3]}"#)
    #expect(json["a"]?.string == "x")
    #expect(json["b"]?.array?.first?.integer == 3)
    #expect(json["c"] == nil && json["a"]?["b"] == nil)
  }
}
