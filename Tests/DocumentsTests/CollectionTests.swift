import Rasters
import Testing

@testable import Documents

/// Lists and mappings, their keys and the places of their parts.
@Suite struct CollectionTests {
  private func root(_ text: String) throws -> YAMLValue {
    try YAMLDocument.parse(text, file: "s.yaml")
  }

  private func refusal(_ text: String, _ read: (YAMLValue) throws -> Any) throws -> String {
    let root = try root(text)
    return try #require(throws: DocumentError.self) { _ = try read(root) }.description
  }

  @Test func entriesKeepTheOrderOfTheFile() throws {
    let entries = try root("z: 1\na: 2\nm: 3").entries("the file")
    #expect(entries.map(\.key) == ["z", "a", "m"])
    #expect(entries.map(\.value.plainInteger) == [1, 2, 3])
    #expect(
      entries.map { $0.keyValue.error("x").description }
        == ["s.yaml:1:1: x", "s.yaml:2:1: x", "s.yaml:3:1: x"])
    #expect(
      entries.map { $0.value.error("x").description }
        == ["s.yaml:1:4: x", "s.yaml:2:4: x", "s.yaml:3:4: x"])
  }

  @Test(arguments: [
    ("a: 1\nbamd: 2", "2:1: unknown key 'bamd' in it (did you mean 'band'?); known keys: a, band"),
    ("a: 1\nzzz: 2", "2:1: unknown key 'zzz' in it; known keys: a, band"),
    ("A: 1", "1:1: unknown key 'A' in it (did you mean 'a'?); known keys: a, band"),
    ("[a]: 1", "1:1: a key of it must be a text"), ("~: 1", "1:1: a key of it must be a text"),
    ("- a", "1:1: it must be a mapping (key: value)"),
    ("a", "1:1: it must be a mapping (key: value)"),
  ])
  func keysAreKnown(_ text: String, _ message: String) throws {
    #expect(
      try refusal(text) { try $0.mapping("it", known: ["a", "band"]) } == "s.yaml:" + message)
  }

  @Test func oneTextIsAListOfOne() throws {
    #expect(try root("a.tif").strings("it") == ["a.tif"])
    #expect(try root("[a.tif, 5, 'no']").strings("it") == ["a.tif", "5", "no"])
    #expect(try root("[]").strings("it") == [])
    #expect(
      try refusal("[a, [b]]") { try $0.strings("it") } == "s.yaml:1:5: each of it must be a text")
    #expect(try refusal("{a: b}") { try $0.strings("it") } == "s.yaml:1:1: it must be a text")
  }

  @Test func numbersAreAsManyAsWanted() throws {
    #expect(try root("[1, -2.5, 3e2]").numbers("it", count: 3) == [1, -2.5, 300])
    #expect(
      try refusal("[1, 2]") { try $0.numbers("it", count: 3) }
        == "s.yaml:1:1: it must hold 3 numbers, not 2")
    #expect(
      try refusal("[1, 2,\n  x]") { try $0.numbers("it", count: 3) }
        == "s.yaml:2:3: each of it must be a number")
    #expect(try refusal("5") { try $0.numbers("it", count: 1) } == "s.yaml:1:1: it must be a list")
  }

  @Test func wordsAreAmongTheChoices() throws {
    #expect(try root("mode").choice("it", of: ["mode", "mean"]) == "mode")
    #expect(
      try refusal("mod") { try $0.choice("it", of: ["mode", "mean"]) }
        == "s.yaml:1:1: it 'mod' is not known (did you mean 'mode'?); choose from mode, mean")
    #expect(
      try refusal("[mode]") { try $0.choice("it", of: ["mode"]) } == "s.yaml:1:1: it must be a text"
    )
  }
}
