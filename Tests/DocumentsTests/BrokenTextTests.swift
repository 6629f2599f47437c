import Rasters
import Testing

@testable import Documents

/// Texts that are no YAML, or more than one would write: where, and what is said.
@Suite struct BrokenTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var message: String
    var testDescription: String { String(text.prefix(40)) }

    init(_ text: String, _ message: String) { (self.text, self.message) = (text, message) }
  }

  /// Columns count characters, not bytes; lines end as they do anywhere.
  static let broken: [Case] = [
    Case("", "1:1: the file is empty"),
    Case("# words\n", "1:1: the file is empty"),
    Case("a: [1, 2\n", "2:1: did not find expected ',' or ']'"),
    Case("a: 'open\nb: 2\n", "3:1: found unexpected end of stream"),
    Case("a: 1\n\tb: 2", "2:1: found a tab character that violates indentation"),
    Case("a: 1\n b: 2", "2:3: mapping values are not allowed in this context"),
    Case("é: @x", "1:4: found character that cannot start any token"),
    Case("a: \"\\q\"", "1:5: found unknown escape character"),
    Case("a: *nobody", "1:4: found undefined alias"),
    Case("a: &x [*x]", "1:8: found undefined alias"),
    Case(
      "a: 1\n---\nb: 2", "2:1: expected a single document in the stream but found another document"),
    Case("a: x\u{7}", "1:5: control characters are not allowed"),
    Case("é: ü\nb: \u{1}", "2:4: control characters are not allowed"),
    Case("é: ü\r\nb: 1\r\nc: \u{1}", "3:4: control characters are not allowed"),
  ]

  @Test(arguments: broken) func isRefusedAtItsPlace(_ broken: Case) throws {
    let error = try #require(throws: DocumentError.self) {
      try YAMLDocument.parse(broken.text, file: "s.yaml")
    }
    #expect(error.description == "s.yaml:\(broken.message)")
    #expect(error.exitCode == 2 && error.code == .document && error.path == "s.yaml")
  }

  /// The first of two is named, at any depth; a key in quotes is the key.
  @Test(arguments: [
    Case("a: 1\nb: 2\na: 3", "1:1: the key 'a' is given twice"),
    Case("a: 1\n\"a\": 3", "1:1: the key 'a' is given twice"),
    Case("x:\n  y:\n    - b: 1\n      b: 2", "3:7: the key 'b' is given twice"),
    Case("x: {c: 1, d: 2, c: 1}", "1:5: the key 'c' is given twice"),
    Case("x: &x {a: 1}\ny: {a: 2}\nx: 3", "1:1: the key 'x' is given twice"),
  ])
  func keysStandOnce(_ broken: Case) throws { try isRefusedAtItsPlace(broken) }

  @Test func equalKeysOfTwoMappingsAreTwoKeys() throws {
    let root = try YAMLDocument.parse("a: {k: 1}\nb: {k: 2}", file: "s.yaml")
    let values = try root.mapping("the file", known: ["a", "b"])
    let numbers = try ["a", "b"].map {
      try values[$0]?.mapping($0, known: ["k"])["k"]?.plainInteger
    }
    #expect(numbers == [1, 2])
  }
}
