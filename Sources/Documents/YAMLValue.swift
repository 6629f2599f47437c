import Rasters
import Yams

/// One value of a YAML file with its place. Every reading of it that does
/// not fit throws a ``DocumentError`` at that place.
package struct YAMLValue {
  let node: Node
  let file: String

  package func error(_ message: String) -> DocumentError {
    DocumentError(
      file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, message: message)
  }

  // MARK: kinds

  package var isMapping: Bool { node.mapping != nil }
  package var isList: Bool { node.sequence != nil }
  package var isNull: Bool { node.null != nil && node.scalar?.style == .plain }

  /// Line and column, from 1; nil where they are not known.
  package var place: (line: Int, column: Int)? { node.mark.map { ($0.line, $0.column) } }

  // MARK: shapes, for readers that say themselves what is wrong

  /// The text of a value as it is written, whatever it might mean to YAML; nil for lists and
  /// mappings.
  package var written: String? { node.scalar?.string }

  /// Nil for what is no list.
  package var items: [YAMLValue]? {
    node.sequence.map { $0.map { YAMLValue(node: $0, file: file) } }
  }

  /// Nil for what is no mapping.
  package var pairs: [(key: YAMLValue, value: YAMLValue)]? {
    node.mapping.map { mapping in
      mapping.map { (YAMLValue(node: $0, file: file), YAMLValue(node: $1, file: file)) }
    }
  }

  // MARK: scalars

  package func string(_ what: String) throws -> String {
    guard let scalar = node.scalar, !isNull else { throw error("\(what) must be a text") }
    return scalar.string
  }

  package func integer(_ what: String, in range: ClosedRange<Int>) throws -> Int {
    guard let value = plainInteger else { throw error("\(what) must be a whole number") }
    guard range.contains(value) else {
      throw error("\(what) is \(value), must be from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  package func number(_ what: String) throws -> Double {
    guard let value = plainNumber, value.isFinite else { throw error("\(what) must be a number") }
    return value
  }

  package func flag(_ what: String) throws -> Bool {
    guard let value = plainFlag else { throw error("\(what) must be true or false") }
    return value
  }

  package var plainInteger: Int? {
    guard let scalar = node.scalar, scalar.style == .plain else { return nil }
    return Int(scalar.string)
  }

  /// A whole number of 64 bits without a sign.
  package var plainCount: UInt64? {
    guard let scalar = node.scalar, scalar.style == .plain else { return nil }
    return UInt64(scalar.string)
  }

  package var plainNumber: Double? {
    guard let scalar = node.scalar, scalar.style == .plain else { return nil }
    return Double(scalar.string)
  }

  package var plainFlag: Bool? {
    guard let scalar = node.scalar, scalar.style == .plain else { return nil }
    switch scalar.string.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: return nil
    }
  }

  /// One of some words.
  package func choice(_ what: String, of words: [String]) throws -> String {
    let word = try string(what)
    guard words.contains(word) else {
      throw error(
        "\(what) '\(word)' is not known" + DidYouMean.hint(for: word, among: words)
          + "; choose from \(words.joined(separator: ", "))")
    }
    return word
  }

  // MARK: collections

  package func list(_ what: String) throws -> [YAMLValue] {
    guard let sequence = node.sequence else { throw error("\(what) must be a list") }
    return sequence.map { YAMLValue(node: $0, file: file) }
  }

  /// A list of texts, or one text as a list of one.
  package func strings(_ what: String) throws -> [String] {
    guard isList else { return [try string(what)] }
    return try list(what).map { try $0.string("each of \(what)") }
  }

  package func numbers(_ what: String, count: Int) throws -> [Double] {
    let values = try list(what)
    guard values.count == count else {
      throw error("\(what) must hold \(count) numbers, not \(values.count)")
    }
    return try values.map { try $0.number("each of \(what)") }
  }

  /// The entries of a mapping in the file's order, whose keys must be among
  /// `known` (nil: any).
  package func entries(
    _ what: String, known: [String]? = nil
  ) throws -> [(key: String, keyValue: YAMLValue, value: YAMLValue)] {
    guard let mapping = node.mapping else { throw error("\(what) must be a mapping (key: value)") }
    return try mapping.map { key, value in
      let keyValue = YAMLValue(node: key, file: file)
      let name = try keyValue.string("a key of \(what)")
      if let known, !known.contains(name) {
        throw keyValue.error(
          "unknown key '\(name)' in \(what)" + DidYouMean.hint(for: name, among: known)
            + "; known keys: \(known.joined(separator: ", "))")
      }
      return (name, keyValue, YAMLValue(node: value, file: file))
    }
  }

  /// The entries as a dictionary.
  package func mapping(_ what: String, known: [String]) throws -> [String: YAMLValue] {
    Dictionary(
      try entries(what, known: known).map { ($0.key, $0.value) }, uniquingKeysWith: { a, _ in a })
  }
}
