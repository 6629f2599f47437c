import Documents
import Foundation
package import Rasters

/// Names and colours that a person gives to the units of a map: `units.yaml`
/// beside `units.tif`.
package struct UnitFile: Equatable, Sendable {
  /// What is said of one unit; what is not said stays as it is.
  package struct Entry: Equatable, Sendable {
    package var name: String?
    package var colour: RGB?

    package init(name: String? = nil, colour: RGB? = nil) {
      self.name = name
      self.colour = colour
    }
  }

  package var entries: [Int: Entry]

  package init(entries: [Int: Entry]) { self.entries = entries }

  /// The file that belongs to a map: `units.yaml` to `units.tif`.
  package static func path(beside map: String) -> String {
    URL(fileURLWithPath: map).deletingPathExtension().appendingPathExtension("yaml").path
  }

  /// The names alone.
  package var withoutColours: UnitFile {
    UnitFile(entries: entries.mapValues { Entry(name: $0.name) })
  }

  /// The legend with these names and colours. A unit that gets a name of a kind of ground and no
  /// colour takes one that people expect of it, unless
  /// it keeps its own.
  package func applied(to legend: Legend, keepsColours: Bool = false) -> Legend {
    Legend(
      entries: legend.entries.map { old in
        var entry = old
        if let own = entries[old.value] {
          entry.name = own.name ?? old.name
          let expected =
            keepsColours || entry.name == old.name ? nil : GroundName.colour(entry.name)
          entry.colour = own.colour ?? expected ?? old.colour
        }
        return entry
      }
    ).withOneColourPerName
  }
}

extension UnitFile {
  /// The text of a file that says what the legend says; `notes` stand beside
  /// the units as comments.
  package static func text(_ legend: Legend, notes: [Int: String] = [:]) -> String {
    let lines = legend.entries.map { entry in
      let note = notes[entry.value].flatMap { $0.isEmpty ? nil : "  # hint: \($0)" } ?? ""
      return "  \(entry.value): {name: \(YAMLText.quoted(entry.name)), "
        + "colour: \"\(entry.colour.hex)\"}\(note)\n"
    }
    let body = """
      # Names and colours of the units: change them, then draw the map again with
      #   facies render units.tif --out map.png --overwrite
      # which also brings them to the other files of the result, but for the raster.
      # Once it is changed, no run replaces this file.
      units:
      \(lines.joined())
      """
    return "\(mark)\(Checksum.text(body))\n\(body)"
  }

  private static let mark = "# As facies wrote it: "

  /// Whether nobody has changed a file since a run wrote it.
  package static func isUntouched(_ text: String) -> Bool {
    guard text.hasPrefix(mark), let end = text.firstIndex(of: "\n") else { return false }
    let body = String(text[text.index(after: end)...])
    return text[..<end] == mark + Checksum.text(body)
  }
}

extension UnitFile {
  static let longestName = 200

  /// A text from elsewhere as the name of a unit: one line without control
  /// characters, not too long; empty where nothing is left.
  package static func cleaned(_ text: String) -> String {
    let plain = String(
      text.unicodeScalars.map { scalar -> Character in
        scalar.properties.generalCategory == .control ? " " : Character(scalar)
      })
    let name = plain.trimmingCharacters(in: .whitespacesAndNewlines)
    return name.count <= longestName ? name : name.prefix(longestName - 1) + "…"
  }

  /// Reads and checks a file.
  package static func read(_ path: String) throws -> UnitFile {
    try file(YAMLDocument.read(path))
  }

  package static func parse(_ text: String, file: String) throws -> UnitFile {
    try Self.file(YAMLDocument.parse(text, file: file))
  }

  private static func file(_ root: YAMLValue) throws -> UnitFile {
    let values = try root.mapping("the file of units", known: ["units"])
    guard let units = values["units"] else {
      throw root.error("the file has no 'units' (1: {name: …, colour: …})")
    }
    var entries: [Int: Entry] = [:]
    for (_, key, value) in try units.entries("units") {
      let number = try key.integer("the number of a unit", in: 1...65_535)
      guard entries[number] == nil else { throw key.error("unit \(number) comes twice") }
      entries[number] = try entry(value, unit: number)
    }
    return UnitFile(entries: entries)
  }

  /// `{name: Basalt, colour: "#4b6584"}`, or a name alone.
  private static func entry(_ value: YAMLValue, unit: Int) throws -> Entry {
    guard value.isMapping else {
      return Entry(name: try name(value, unit: unit))
    }
    let values = try value.mapping("unit \(unit)", known: ["name", "colour"])
    return Entry(
      name: try values["name"].map { try name($0, unit: unit) },
      colour: try values["colour"].map { try colour($0, unit: unit) })
  }

  private static func name(_ value: YAMLValue, unit: Int) throws -> String {
    let text = try value.string("the name of unit \(unit)")
    guard !text.allSatisfy(\.isWhitespace) else {
      throw value.error("the name of unit \(unit) is empty")
    }
    guard text.count <= longestName else {
      throw value.error(
        "the name of unit \(unit) has \(text.count) characters; \(longestName) are the most")
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw value.error("the name of unit \(unit) must be one line without control characters")
    }
    return text
  }

  private static func colour(_ value: YAMLValue, unit: Int) throws -> RGB {
    let text = try? value.string("colour")
    guard let colour = text.flatMap({ RGB($0) }) else {
      throw value.error("the colour of unit \(unit) must be \(RGB.allowed(text))")
    }
    return colour
  }
}
