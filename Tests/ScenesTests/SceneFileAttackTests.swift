import Documents
import Rasters
import Testing

@testable import Scenes

/// Texts made to fill the stack or the memory.
@Suite struct SceneFileAttackTests {
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
    Attack("large", many("#", 300_000), ""),
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

  @Test(arguments: attacks) func isRefused(_ attack: Attack) {
    #expect {
      try SceneFile.parse(attack.text, file: "s.yaml")
    } throws: {
      attack.message.isEmpty
        ? "\($0)" == "s.yaml: 300000 bytes is too large for a file of settings (at most 262144)"
        : "\($0)" == "s.yaml:\(attack.message)"
    }
  }

  /// What passes the bounds is refused by a reader, not by the stack.
  @Test(arguments: [
    many("[ # ]\n", 1999), many("[ ']', ", 1999), "input: a\nbands: " + many("[ ']', ", 1999),
    "input: " + many("&a ", 3), "a: &a {b: *a}", "a: &a [*a]", "? &a [*a]\n: 1",
  ])
  func isWithstood(_ text: String) {
    #expect(throws: DocumentError.self) { try SceneFile.parse(text, file: "s.yaml") }
  }

  /// Marks in texts and comments are not levels.
  @Test func innocentMarksPass() throws {
    let text = """
      input: a.tif
      # \(Self.many("- ", 60)) \(Self.many("[", 60)) \(Self.many("* ", 60))
      title: "\(Self.many("*", 40)) - - - ----------------------------------------------"
      credit: >
        ------------------------------------------------------------------------
        by hand
      """
    #expect(try SceneFile.parse(text, file: "s.yaml").credit?.hasSuffix("by hand") == true)
  }

  /// 3000 seeded mutations of a good file end in a scene or in one line.
  @Test func mutationsNeverTrap() {
    var random = Dice(state: 12)
    let good = Array(SceneFileTests.full.unicodeScalars)
    let strange = Array("[]{}*&?:-#|>'\"\\%@`!,\n\t \u{0}\u{85}é9x~".unicodeScalars)
    for _ in 0..<3000 {
      var text = good
      for _ in 0...random.below(5) {
        let place = random.below(text.count)
        switch random.below(3) {
        case 0: text[place] = strange[random.below(strange.count)]
        case 1: text.remove(at: place)
        default: text.insert(strange[random.below(strange.count)], at: place)
        }
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text)
      do {
        _ = try SceneFile.parse(String(view), file: "s.yaml")
      } catch {
        #expect(error is DocumentError)
      }
    }
  }
}

/// A linear congruential generator (Knuth's MMIX).
struct Dice {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
