/// Text in the Object Description Language of Landsat's MTL files: groups of
/// `KEY = value` lines, indented by two blanks per level.
struct ObjectDescription {
  private var lines: [String] = []
  private var depth = 0

  private mutating func line(_ text: String) {
    lines.append(String(repeating: "  ", count: depth) + text)
  }

  mutating func group(_ name: String, _ body: (inout ObjectDescription) -> Void) {
    line("GROUP = \(name)")
    depth += 1
    body(&self)
    depth -= 1
    line("END_GROUP = \(name)")
  }

  /// A number, a date or another value without quotes.
  mutating func value(_ key: String, _ value: String) { line("\(key) = \(value)") }

  mutating func text(_ key: String, _ value: String) { line("\(key) = \"\(value)\"") }

  var description: String { lines.joined(separator: "\n") + "\nEND\n" }
}
