import Documents
import Rasters
import Testing

@testable import Scenes

/// Texts made to fill the stack or the memory; what YAML itself bounds is in DocumentsTests.
@Suite struct SceneFileAttackTests {
  static func many(_ part: String, _ count: Int = 1000) -> String {
    String(repeating: part, count: count)
  }

  /// What passes the bounds is refused by a reader, not by the stack.
  @Test(arguments: [
    many("[ # ]\n", 1999), many("[ ']', ", 1999), "input: a\nbands: " + many("[ ']', ", 1999),
    "input: " + many("&a ", 3), "a: &a {b: *a}", "a: &a [*a]", "? &a [*a]\n: 1",
  ])
  func isWithstood(_ text: String) {
    #expect(throws: DocumentError.self) { try SceneFile.parse(text, file: "s.yaml") }
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
