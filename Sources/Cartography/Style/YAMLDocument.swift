import Rasters
import Yams

/// Reads YAML text that a stranger may have written.
enum YAMLDocument {
  /// Bytes; a style needs a few hundred.
  static let largestSize = 1 << 20
  /// Aliases multiply when they are nested: eight make at most 18 copies.
  static let mostAliases = 8

  /// The one document of a text; nil where it holds nothing but comments.
  /// Nesting is bounded by libyaml itself, at 1000.
  static func node(of text: String, file: String) throws -> Node? {
    guard text.utf8.count <= largestSize else {
      throw problem(file, nil, "larger than 1 MB, which no style needs")
    }
    guard aliasCount(text) <= mostAliases else {
      throw problem(file, nil, "more than \(mostAliases) aliases ('*name'); write the values out")
    }
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw problem(file, error.place, error.reason)
    }
  }

  /// Words that begin with '*', wherever they stand: no fewer than the
  /// aliases.
  static func aliasCount(_ text: String) -> Int {
    var count = 0
    var before = UInt8(ascii: " ")
    for byte in text.utf8 {
      let begins = before <= 32 || "[{,:-?".utf8.contains(before)
      if byte == UInt8(ascii: "*"), begins { count += 1 }
      before = byte
    }
    return count
  }

  private static func problem(_ file: String, _ mark: Mark?, _ text: String) -> StyleError {
    StyleError(problems: [
      StyleProblem(file: file, line: mark?.line, column: mark?.column, text: text)
    ])
  }
}

extension YamlError {
  fileprivate var place: Mark? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark
    case .duplicatedKeysInMapping(_, let context):
      context.mark
    default:
      nil
    }
  }

  fileprivate var reason: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _), .reader(let problem, _, _, _):
      "not YAML: \(problem)"
    case .duplicatedKeysInMapping(let keys, _):
      "the key '\(Quoted.short(keys.first ?? ""))' comes twice; keep one"
    default:
      "not YAML"
    }
  }
}
