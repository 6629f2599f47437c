import Foundation
import Rasters
import Testing

@testable import Cartography

@Suite struct StyleTests {
  @Test(arguments: ["", "# nothing but a comment\n", "{}", "layout: {}\n"])
  func everyKeyHasADefault(yaml: String) throws {
    #expect(try Style.parse(yaml: yaml, file: "x.yaml") == .standard)
  }

  @Test func allKeysAreRead() throws {
    let style = try Style.parse(
      yaml: """
        palette: ["#102030", '#aabbcc']
        layout: {width: 3000, dots-per-inch: 200, font: DejaVu Serif, font-size: 8.5}
        furniture: {legend: false, scale-bar: false, north-arrow: false, coordinates: false, credit: false}
        backdrop: hillshade
        backdrop-strength: 0.25
        opacity: 0.5
        nodata: "#808080"
        title: "{map} of {scene}"
        subtitle: ""
        """, file: "x.yaml")
    let expected = Style(
      palette: .explicit([RGB(0x10, 0x20, 0x30), RGB(0xaa, 0xbb, 0xcc)]),
      layout: .init(width: 3000, dotsPerInch: 200, font: "DejaVu Serif", fontSize: 8.5),
      furniture: .init(
        legend: false, scaleBar: false, northArrow: false, coordinates: false, credit: false),
      backdrop: .hillshade, backdropStrength: 0.25, opacity: 0.5, nodata: RGB(128, 128, 128),
      title: TextTemplate("{map} of {scene}"), subtitle: TextTemplate(""))
    #expect(style == expected)
  }

  static let refused: [(yaml: String, message: String)] = [
    ("palete: greys", "s.yaml:1:1: unknown key 'palete' (did you mean 'palette'?)"),
    (
      "layout:\n  widht: 300",
      "s.yaml:2:3: unknown key 'widht' (did you mean 'width'?)"
    ),
    (
      "furniture: {stars: true}",
      "s.yaml:1:13: unknown key 'stars'; known are legend, scale-bar, north-arrow, coordinates, "
        + "credit"
    ),
    (
      "palette: gray",
      "s.yaml:1:10: 'palette' is 'gray'; it must be one of ground, colour-blind-safe, lithology, "
        + "greys, or a list of colours"
    ),
    (
      "palette: litology",
      "s.yaml:1:10: 'palette' is 'litology'; it must be one of ground, colour-blind-safe, "
        + "lithology, greys (did you mean 'lithology'?), or a list of colours"
    ),
    ("palette: []", "s.yaml:1:10: 'palette' has 0 colours; it needs 1 to 65535"),
    (
      "palette: ['#12345']",
      "s.yaml:1:11: 'palette' is '#12345'; it must be a colour in quotes, such as \"#1f78b4\", "
        + "or a colour's name in CSS, such as teal"
    ),
    (
      "nodata: [1, 2, 3]",
      "s.yaml:1:9: 'nodata' is a list; it must be a colour in quotes, such as \"#1f78b4\", "
        + "or a colour's name in CSS, such as teal"
    ),
    (
      "layout: {width: 12.5}",
      "s.yaml:1:17: 'width' is '12.5'; it must be a whole number from 200 to 32000"
    ),
    (
      "layout: {width: 99999999999999999999}",
      "s.yaml:1:17: 'width' is '99999999999999999999'; it must be a whole number from 200 to 32000"
    ),
    ("opacity: 1.5", "s.yaml:1:10: 'opacity' is '1.5'; it must be a number from 0 to 1"),
    ("opacity: nan", "s.yaml:1:10: 'opacity' is 'nan'; it must be a number from 0 to 1"),
    ("opacity:", "s.yaml:1:9: 'opacity' is nothing; it must be a number from 0 to 1"),
    (
      "furniture: {legend: 3}",
      "s.yaml:1:21: 'legend' is '3'; it must be true or false"
    ),
    (
      "backdrop: hilshade",
      "s.yaml:1:11: 'backdrop' is 'hilshade'; it must be one of none, hillshade, image, composite "
        + "(did you mean 'hillshade'?)"
    ),
    (
      "title: \"{mapp}\"",
      "s.yaml:1:8: 'title' has the unknown place '{mapp}' (did you mean 'map'?)"
    ),
    ("title: {map: x}", "s.yaml:1:8: 'title' is a mapping; it must be text"),
    (
      "layout: {width: 400, font-size: 40}",
      "s.yaml:1:33: text of 40 points at 150 dots per inch is too large for a sheet 400 pixels "
        + "wide; at most 9.6"
    ),
    (
      "- palette", "s.yaml:1:1: a list where keys and values belong, such as 'palette: …'"
    ),
    ("[1]: x", "s.yaml:1:1: a list where a key belongs"),
    ("opacity: 1\nopacity: 0", "s.yaml:1:1: the key 'opacity' is given twice"),
    ("a: [", "s.yaml:2:1: did not find expected node content"),
    ("a: *b", "s.yaml:1:4: found undefined alias"),
    (
      "a: 1\n---\nb: 2",
      "s.yaml:2:1: expected a single document in the stream but found another document"
    ),
    (
      "x: [\(String(repeating: "*a, ", count: 17))]",
      "s.yaml:1:1: more than 16 aliases ('*name')"
    ),
    (
      "title: 7\nopacity: 7\nbackdrop: 7",
      "s.yaml:2:10: 'opacity' is '7'; it must be a number from 0 to 1\n"
        + "s.yaml:3:11: 'backdrop' is '7'; it must be one of none, hillshade, image, composite"
    ),
  ]

  @Test(arguments: refused)
  func wrongStylesAreRefused(yaml: String, message: String) {
    let error = #expect(throws: StyleError.self) { try Style.parse(yaml: yaml, file: "s.yaml") }
    #expect(error?.description == message)
    #expect(error?.exitCode == 2)
  }

  @Test func hugeTextIsRefused() {
    let yaml = "title: " + String(repeating: "x", count: 1 << 20)
    let error = #expect(throws: StyleError.self) { try Style.parse(yaml: yaml, file: "s.yaml") }
    #expect(
      error?.description
        == "s.yaml: 1048583 bytes is too large for a file of settings (at most 1048576)")
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func deepNestingIsRefused(piece: String) {
    let yaml = "palette: " + (piece == "- " ? "\n" : "") + String(repeating: piece, count: 100_000)
    #expect(throws: StyleError.self) { try Style.parse(yaml: yaml, file: "s.yaml") }
  }

  static let styles = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("styles")

  @Test(arguments: ["ground", "colour-blind-safe", "lithology", "greys", "paper"])
  func shippedStylesAreRead(name: String) throws {
    let style = try Style.load(path: Self.styles.path + "/\(name).yaml")
    #expect(name == "paper" || style.palette == Palette(named: name))
    if name == "ground" { #expect(style == .standard) }
  }

  @Test func aMissingStyleIsNamed() {
    let error = #expect(throws: Failure.self) { try Style.load(path: "/nowhere/s.yaml") }
    #expect(
      error?.description == "/nowhere/s.yaml: no such style, or not to be read; check the path")
    #expect(error?.exitCode == 2)
  }

  @Test(arguments: [
    ("{map}: {units} units", "Deccan: 7 units"), ("{{map}}", "{map}"), ("{scene}|", "|"),
    ("a } b { c", "a } b { c"), ("", ""), ("{", "{"), ("{map", "{map"),
    ("{map}{map}", "DeccanDeccan"),
  ])
  func templatesAreFilled(template: String, text: String) {
    #expect(TextTemplate(template).filled([.map: "Deccan", .units: "7"]) == text)
  }
}
