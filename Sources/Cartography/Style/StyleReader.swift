import Documents
import Rasters

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

  func report(_ node: YAMLValue, _ text: String) {
    problems.append(
      StyleProblem(
        file: file, line: node.place?.line, column: node.place?.column, text: text))
  }

  /// The known keys of a mapping with their values; other keys are reported.
  func fields(_ node: YAMLValue, known: [String]) -> [String: YAMLValue] {
    guard let pairs = node.pairs else {
      report(
        node, "\(StyleReader.kind(node)) where keys and values belong, such as '\(known[0]): …'")
      return [:]
    }
    var fields: [String: YAMLValue] = [:]
    for (key, value) in pairs {
      if let name = key.written, known.contains(name) {
        fields[name] = value
      } else {
        reportUnknown(key, among: known)
      }
    }
    return fields
  }

  private func reportUnknown(_ key: YAMLValue, among known: [String]) {
    guard let name = key.written else {
      return report(key, "\(StyleReader.kind(key)) where a key belongs")
    }
    let hint = DidYouMean.hint(for: name, among: known)
    let others = hint.isEmpty ? "; known are \(known.joined(separator: ", "))" : hint
    report(key, "unknown key '\(Quoted.short(name))'\(others)")
  }

  /// A node in words.
  static func kind(_ node: YAMLValue) -> String {
    guard let text = node.written else { return node.isMapping ? "a mapping" : "a list" }
    return text.isEmpty ? "nothing" : "'\(Quoted.short(text))'"
  }
}
