import Documents
import Rasters
import Testing

@testable import Scenes

@Suite struct UnitFileTests {
  private let legend = Legend(entries: [
    LegendEntry(value: 1, name: "a \"b\" \\ é\u{85}", colour: RGB(1, 2, 3)),
    LegendEntry(value: 7, name: "<&>: # 'x'", colour: RGB(255, 0, 9)),
  ])

  @Test func whatIsWrittenIsReadBack() throws {
    let text = UnitFile.text(Legend(entries: [legend.entries[1]]))
    let file = try UnitFile.parse(text, file: "units.yaml")
    #expect(file.entries == [7: .init(name: "<&>: # 'x'", colour: RGB(255, 0, 9))])
    #expect(UnitFile.isUntouched(text))
    #expect(!UnitFile.isUntouched(text.replacingOccurrences(of: "#ff0009", with: "#ff0008")))
    #expect(!UnitFile.isUntouched("units: {}\n"))
  }

  @Test func namesOrColoursAlone() throws {
    let file = try UnitFile.parse(
      "units:\n  1: Basalt\n  7: {colour: \"#4b6584\"}\n  9: Nothing\n", file: "u.yaml")
    let named = file.applied(to: legend)
    #expect(named.entries.map(\.name) == ["Basalt", legend.entries[1].name])
    #expect(named.entries.map(\.colour.hex) == ["#3e6b4f", "#4b6584"])
  }

  @Test(arguments: [
    ("\"#fff\"", "#ffffff"), ("\"#4b6584\"", "#4b6584"), ("teal", "#008080"), ("Red", "#ff0000"),
    ("'#A0c'", "#aa00cc"), ("rebeccapurple", "#663399"), ("darkslategrey", "#2f4f4f"),
  ])
  func coloursAreThoseOfCSS(_ text: String, _ hex: String) throws {
    let file = try UnitFile.parse("units:\n  1: {colour: \(text)}\n", file: "u.yaml")
    #expect(file.entries[1]?.colour?.hex == hex)
  }

  @Test(arguments: [
    ("units:\n  0: Sea\n", "u.yaml:2:3: the number of a unit is 0, must be from 1 to 65535"),
    ("units:\n  x: Sea\n", "u.yaml:2:3: the number of a unit must be a whole number"),
    ("units:\n  1: {nam: Sea}\n", "u.yaml:2:7: unknown key 'nam' in unit 1 (did you mean 'name'?)"),
    (
      "units:\n  1: {colour: rod}\n",
      "u.yaml:2:15: the colour of unit 1 must be a colour in quotes, such as \"#1f78b4\", or a "
        + "colour's name in CSS, such as teal (did you mean 'red'?)"
    ),
    ("units:\n  1: {name: \"a\\nb\"}\n", "u.yaml:2:13: the name of unit 1 must be one line"),
    ("units:\n  1: \"  \"\n", "u.yaml:2:6: the name of unit 1 is empty"),
    ("unit:\n  1: a\n", "u.yaml:1:1: unknown key 'unit'"),
    ("{}", "u.yaml:1:1: the file has no 'units'"),
  ])
  func errorsSayWhere(_ text: String, _ wanted: String) {
    #expect {
      try UnitFile.parse(text, file: "u.yaml")
    } throws: { error in
      "\(error)".hasPrefix(wanted)
        || {
          print("got \(error)"); return false
        }()
    }
  }

  /// Texts of other files become names that the file of units takes.
  @Test(arguments: [
    (" Basalt\n", "Basalt"), ("a\tb\u{0}c", "a b c"), ("\u{7}", ""),
    (String(repeating: "x", count: 300), String(repeating: "x", count: 199) + "…"),
  ])
  func textsBecomeNames(_ text: String, _ name: String) throws {
    #expect(UnitFile.cleaned(text) == name)
    guard !name.isEmpty else { return }
    let legend = Legend(entries: [LegendEntry(value: 1, name: name, colour: RGB(0, 0, 0))])
    let file = try UnitFile.parse(UnitFile.text(legend), file: "u.yaml")
    #expect(file.entries[1]?.name == name)
  }
}
