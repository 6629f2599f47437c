import Documents
import Testing

@testable import Scenes

/// `classes.yaml`.
@Suite struct ClassFileTests {
  @Test func whatIsWrittenIsReadBack() throws {
    let text = ClassFile.text(
      groups: 3, names: [2: "a \"b\": #"], hints: [1: "SPH"], notes: [1: "12 voted; n 4.1"])
    let file = try ClassFile.parse(text, file: "c.yaml", groups: 3)
    #expect(file.names == [2: "a \"b\": #"])
    #expect(text.contains("1: {name: \"\", hint: \"SPH\"}  # 12 voted; n 4.1\n"))
    #expect(ClassFile.isUntouched(text))
    #expect(!ClassFile.isUntouched(text.replacingOccurrences(of: "\"\", h", with: "\"SPH\", h")))
    #expect(!ClassFile.isUntouched("classes: {}\n"))
    #expect(
      try ClassFile.parse(
        ClassFile.text(groups: 1, names: [:], hints: [:], notes: [:]), file: "c", groups: 1
      ).names.isEmpty)
  }

  @Test func namesMayStandAlone() throws {
    let file = try ClassFile.parse(
      "classes:\n  1: SPH\n  2: {hint: ETD}\n  3: {name: UNC, hint: x}\n  4:\n", file: "c",
      groups: 4)
    #expect(file.names == [1: "SPH", 3: "UNC"])
  }

  @Test(arguments: [
    ("classes:\n  1: SPH\n  5: LTD\n", "c.yaml:3:3", "'5' is no group"),
    ("classes:\n  0: SPH\n", "c.yaml:2:3", "groups 1 to 4"),
    ("classes:\n  spirals: SPH\n", "c.yaml:2:3", "'spirals' is no group"),
    ("classes:\n  1: {nam: SPH}\n", "c.yaml:2:7", "did you mean 'name'"),
    ("classes:\n  1: [SPH]\n", "c.yaml:2:6", "must be a text"),
    ("classes:\n  1: \"a\\nb\"\n", "c.yaml:2:6", "one line"),
    ("class:\n  1: SPH\n", "c.yaml:1:1", "unknown key 'class'"),
    ("classes: SPH\n", "c.yaml:1:10", "must be a mapping"),
  ])
  func wrongFilesAreRefusedWithTheirLine(_ text: String, _ place: String, _ words: String) {
    do {
      _ = try ClassFile.parse(text, file: "c.yaml", groups: 4)
      Issue.record("\(text) was let through")
    } catch {
      #expect("\(error)".contains(place) && "\(error)".contains(words), "\(error)")
    }
  }
}
