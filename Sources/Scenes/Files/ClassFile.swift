import Documents
import Foundation
import Rasters

/// Classes that a person gives to the groups of a vote: `classes.yaml` beside
/// `catalog.csv`.
package struct ClassFile: Equatable, Sendable {
  /// Names by group; groups without one are left out.
  package var names: [Int: String]

  package init(names: [Int: String]) { self.names = names }

  static let longestName = 200

  // MARK: writing

  /// The text of a file for groups 1 ... `groups`; `hints` stand beside them.
  package static func text(
    groups: Int, names: [Int: String], hints: [Int: String], notes: [Int: String]
  ) -> String {
    let lines = (1...max(1, groups)).prefix(groups).map { group in
      let hint = hints[group].map { ", hint: \(YAMLText.quoted($0))" } ?? ""
      let note = notes[group].map { "  # \($0)" } ?? ""
      return "  \(group): {name: \(YAMLText.quoted(names[group] ?? ""))\(hint)}\(note)\n"
    }
    let body = """
      # Classes of the groups: give each a name (SPH, ETD, LTD, IRR, UNC or one of
      # your own; several groups may share one), then bring them into the catalogue by
      # the same command once more with --overwrite --classes classes.yaml
      # Once it is changed, no run replaces this file.
      classes:
      \(lines.joined())
      """
    return "\(mark)\(Checksum.text(body))\n\(body)"
  }

  private static let mark = "# As facies wrote it: "

  /// Whether nobody has changed a file since it was written.
  package static func isUntouched(_ text: String) -> Bool {
    guard text.hasPrefix(mark), let end = text.firstIndex(of: "\n") else { return false }
    return text[..<end] == mark + Checksum.text(String(text[text.index(after: end)...]))
  }

  // MARK: reading

  /// Reads and checks a file for groups 1 ... `groups`.
  package static func read(_ path: String, groups: Int) throws -> ClassFile {
    try file(YAMLDocument.read(path), groups: groups)
  }

  package static func parse(_ text: String, file: String, groups: Int) throws -> ClassFile {
    try Self.file(YAMLDocument.parse(text, file: file), groups: groups)
  }

  private static func file(_ root: YAMLValue, groups: Int) throws -> ClassFile {
    let values = try root.mapping("the file of classes", known: ["classes"])
    guard let classes = values["classes"] else {
      throw root.error("the file has no 'classes' (1: {name: SPH})")
    }
    var names: [Int: String] = [:]
    var seen = Set<Int>()
    for (_, key, value) in try classes.entries("classes") {
      guard let group = key.plainInteger, (1...max(1, groups)).contains(group), groups > 0 else {
        throw key.error(
          "'\((try? key.string("group")) ?? "?")' is no group of this vote; it has groups 1 to "
            + "\(groups)")
      }
      guard seen.insert(group).inserted else { throw key.error("group \(group) comes twice") }
      let name = try name(value, group: group)
      if !name.isEmpty { names[group] = name }
    }
    return ClassFile(names: names)
  }

  /// `{name: SPH, hint: …}`, or a name alone; empty for none.
  private static func name(_ value: YAMLValue, group: Int) throws -> String {
    let what = "the class of group \(group)"
    if value.isMapping {
      let values = try value.mapping("group \(group)", known: ["name", "hint"])
      return try values["name"].map { try text($0, what) } ?? ""
    }
    return try text(value, what)
  }

  private static func text(_ value: YAMLValue, _ what: String) throws -> String {
    if value.isNull { return "" }
    let text = try value.string(what).trimmingCharacters(in: .whitespaces)
    guard text.count <= longestName else {
      throw value.error("\(what) has \(text.count) characters; \(longestName) are the most")
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw value.error("\(what) must be one line without control characters")
    }
    return text
  }
}
