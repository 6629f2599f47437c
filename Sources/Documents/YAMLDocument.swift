import Foundation
import Rasters
import Yams

/// A YAML file read as values that know their place in it.
package enum YAMLDocument {
  /// Files that people write by hand are far smaller.
  static let mostBytes = 1 << 18
  static let deepestNesting = 32

  /// The root of a file's text; `file` is what errors call it.
  package static func parse(_ text: String, file: String) throws -> YAMLValue {
    try checkBounds(text, file: file)
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw DocumentError(file: file, line: 1, column: 1, message: "the file is empty")
      }
      return YAMLValue(node: node, file: file)
    } catch let error as YamlError {
      throw describe(error, file: file)
    }
  }

  package static func read(_ path: String) throws -> YAMLValue {
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    if let size, size > mostBytes { throw tooLarge(path, size) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure.usage("'\(path)' cannot be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Failure.usage("'\(path)' is not UTF-8 text")
    }
    return try parse(text, file: path)
  }

  private static func tooLarge(_ file: String, _ bytes: Int) -> DocumentError {
    DocumentError(
      file: file, line: 0, column: 0,
      message: "\(bytes) bytes is too large for a file of settings (at most \(mostBytes))")
  }

  /// The parser below recurses once per level, so depth is bounded before it
  /// starts: flow brackets, dashes in a row and indentation.
  private static func checkBounds(_ text: String, file: String) throws {
    guard text.utf8.count <= mostBytes else { throw tooLarge(file, text.utf8.count) }
    var flow = 0
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let indent = line.prefix { $0 == " " || $0 == "-" || $0 == "?" }
      for character in line {
        if character == "[" || character == "{" { flow += 1 }
        if character == "]" || character == "}" { flow -= 1 }
      }
      let levels = indent.count { $0 != " " } + indent.count / 4
      guard flow <= deepestNesting, levels <= deepestNesting else {
        throw DocumentError(
          file: file, line: index + 1, column: 1,
          message: "nested more than \(deepestNesting) levels deep")
      }
    }
  }

  private static func describe(_ error: YamlError, file: String) -> DocumentError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      DocumentError(file: file, line: mark.line, column: mark.column, message: problem)
    case .duplicatedKeysInMapping(let duplicates, _):
      DocumentError(
        file: file, line: 0, column: 0,
        message: "the key '\(duplicates.map { "\($0)" }.first ?? "")' is given twice")
    default:
      DocumentError(file: file, line: 0, column: 0, message: "not YAML: \(error)")
    }
  }
}
