import Testing

@testable import Documents

/// Texts made to fill the stack or the memory.
@Suite struct AttackTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var message: String

    init(_ name: String, _ text: String, _ message: String) {
      testDescription = name
      self.text = text
      self.message = message
    }
  }

  static func many(_ part: String, _ count: Int = 1000) -> String {
    String(repeating: part, count: count)
  }

  static let deep = "nested more than 32 levels deep"

  static let attacks: [Attack] = [
    Attack("brackets", many("["), "1:1: \(deep)"),
    Attack("brackets after a key", "input: a\nbands: " + many("["), "2:1: \(deep)"),
    Attack("braces", many("{a: "), "1:1: \(deep)"),
    Attack("brackets on lines", many("[\n"), "33:1: \(deep)"),
    Attack("dashes", many("- "), "1:1: \(deep)"),
    Attack("dashes after Windows' line ends", "a: 1\r\nb:\r\n" + many("- "), "3:1: \(deep)"),
    Attack("dashes after a return", "b:\r" + many("- "), "2:1: \(deep)"),
    Attack("dashes after a next line", "b:\u{85}" + many("- "), "2:1: \(deep)"),
    Attack("dashes after a line separator", "b:\u{2028}" + many("- "), "2:1: \(deep)"),
    Attack("dashes after a mark of order", "\u{feff}" + many("- "), "1:1: \(deep)"),
    Attack("question marks", many("? "), "1:1: \(deep)"),
    Attack("dashes in a value", "? a\n: " + many("- "), "2:1: \(deep)"),
    Attack("combining marks", many("[\u{301}: "), "1:1: \(deep)"),
    Attack("stairs", stairs(200), "133:1: \(deep)"),
    Attack("closed in comments", many("[ # ]\n", 100_000 / 6), "2001:1: more than 2000 brackets"),
    Attack("closed in texts", many("[ ']', ", 30_000), "1:1: more than 2000 brackets"),
    Attack("closed before", "# " + many("]") + "\na: " + many("["), "2:1: \(deep)"),
    Attack(
      "many aliases", "a: &a [1]\nb: [" + many("*a,", 17) + "]",
      "2:1: more than 16 aliases ('*name')"),
    Attack("bomb", bomb, "3:1: more than 16 aliases ('*name')"),
  ]

  /// a: b: … each a space further in.
  static func stairs(_ steps: Int) -> String {
    (0..<steps).map { many(" ", $0) + "a:\n" }.joined()
  }

  /// Nine lists, each of nine times the one before.
  static let bomb =
    "a0: &a0 [x]\n"
    + (1...9).map { "a\($0): &a\($0) [" + many("*a\($0 - 1), ", 9) + "]\n" }.joined()
    + "? *a9\n: 1\n"

  private func refusal(_ text: String) throws -> String {
    try #require(throws: DocumentError.self) { try YAMLDocument.parse(text, file: "s.yaml") }
      .description
  }

  @Test(arguments: attacks) func isRefused(_ attack: Attack) throws {
    #expect(try refusal(attack.text) == "s.yaml:\(attack.message)")
  }

  @Test func aFileOfSettingsIsNotLarge() throws {
    let most = 1 << 18
    #expect(
      try YAMLDocument.parse("a" + Self.many("#", most - 1), file: "s.yaml").isMapping == false)
    #expect(
      try refusal(Self.many("#", most + 1))
        == "s.yaml: 262145 bytes is too large for a file of settings (at most 262144)")
    // Bytes count, not characters.
    #expect(try refusal("a: " + Self.many("é", most / 2)).contains("262147 bytes"))
  }

  /// What a person may write stays just within each bound.
  @Test(arguments: [
    many("[", 32) + many("]", 32), "a: [" + many("[1], ", 1999) + "]",
    "a: &a 1\nb: [" + many("*a, ", 16) + "]", many("- ", 21) + "a",
  ])
  func theBoundsThemselvesAreAllowed(_ text: String) throws {
    _ = try YAMLDocument.parse(text, file: "s.yaml")
  }

  /// Marks in texts and comments are not levels.
  @Test func innocentMarksPass() throws {
    let text = """
      # \(Self.many("- ", 60)) \(Self.many("[", 60)) \(Self.many("* ", 60))
      title: "\(Self.many("*", 40)) - - - ----------------------------------------------"
      credit: >
        ------------------------------------------------------------------------
        by hand
      """
    let values = try YAMLDocument.parse(text, file: "s.yaml")
      .mapping("the file", known: ["title", "credit"])
    #expect(try values["credit"]?.string("credit").hasSuffix("by hand") == true)
  }
}
