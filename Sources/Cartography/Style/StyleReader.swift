import Rasters
import Yams

/// Walks one mapping of a style and collects what is wrong with it.
///
/// Only the places a style knows are looked at, so nothing deeper than two
/// levels is ever visited, whatever the file nests.
final class StyleReader {
  let file: String
  private(set) var problems: [StyleProblem] = []

  init(file: String) {
    self.file = file
  }

  func report(_ node: Node, _ text: String) {
    problems.append(
      StyleProblem(
        file: file, line: node.mark?.line, column: node.mark?.column, text: text))
  }

  /// The known keys of a mapping with their values; other keys are reported.
  func fields(_ node: Node, known: [String]) -> [String: Node] {
    guard case .mapping(let mapping) = node else {
      report(
        node, "\(StyleReader.kind(node)) where keys and values belong, such as '\(known[0]): …'")
      return [:]
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      if let name = StyleReader.text(of: key), known.contains(name) {
        fields[name] = value
      } else {
        reportUnknown(key, among: known)
      }
    }
    return fields
  }

  private func reportUnknown(_ key: Node, among known: [String]) {
    guard let name = StyleReader.text(of: key) else {
      return report(key, "\(StyleReader.kind(key)) where a key belongs")
    }
    let hint = DidYouMean.hint(for: name, among: known)
    let others = hint.isEmpty ? "; known are \(known.joined(separator: ", "))" : hint
    report(key, "unknown key '\(Quoted.short(name))'\(others)")
  }

  /// The text of a plain value, whatever it might mean to YAML.
  static func text(of node: Node) -> String? {
    guard case .scalar(let scalar) = node else { return nil }
    return scalar.string
  }

  /// A node in words.
  static func kind(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(Quoted.short(scalar.string))'"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}
