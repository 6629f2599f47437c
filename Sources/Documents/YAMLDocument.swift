import Foundation
import Rasters
import Yams

/// A YAML file read as values that know their place in it.
package enum YAMLDocument {
  /// Files that people write by hand are far smaller.
  package static let mostBytes = 1 << 18

  /// The root of a file's text; `file` is what errors call it.
  package static func parse(_ text: String, file: String) throws -> YAMLValue {
    guard let root = try root(of: text, file: file) else {
      throw DocumentError(file: file, line: 1, column: 1, message: "the file is empty")
    }
    return root
  }

  /// The root of a file's text; nil where it holds nothing but comments.
  ///
  /// - Parameter most: bytes that such a file may have.
  package static func root(
    of text: String, file: String, most: Int = mostBytes
  ) throws -> YAMLValue? {
    guard text.utf8.count <= most else { throw tooLarge(file, text.utf8.count, most) }
    try YAMLBounds.check(text, file: file)
    do {
      return try Yams.compose(yaml: text).map { YAMLValue(node: $0, file: file) }
    } catch let error as YamlError {
      throw describe(error, file: file)
    }
  }

  package static func read(_ path: String) throws -> YAMLValue {
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    if let size, size > mostBytes { throw tooLarge(path, size, mostBytes) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure.usage("'\(path)' cannot be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Failure.usage("'\(path)' is not UTF-8 text")
    }
    return try parse(text, file: path)
  }

  private static func tooLarge(_ file: String, _ bytes: Int, _ most: Int) -> DocumentError {
    DocumentError(
      file: file, line: 0, column: 0,
      message: "\(bytes) bytes is too large for a file of settings (at most \(most))")
  }

  private static func describe(_ error: YamlError, file: String) -> DocumentError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      DocumentError(file: file, line: mark.line, column: mark.column, message: problem)
    case .composer(let context, let problem, let mark, _):
      // The problem goes on where the context ends.
      DocumentError(
        file: file, line: mark.line, column: mark.column,
        message: context.map { "\($0.text) \(problem)" } ?? problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      DocumentError(
        file: file, line: context.mark.line, column: context.mark.column,
        message: "the key '\(duplicates.first ?? "")' is given twice")
    case .reader(let problem, let offset, _, let text):
      describe(problem, at: offset ?? 0, in: text, file: file)
    default:
      DocumentError(file: file, line: 1, column: 1, message: "not YAML")
    }
  }

  /// Readers count characters, people lines.
  private static func describe(
    _ problem: String, at offset: Int, in text: String, file: String
  ) -> DocumentError {
    let before = text.prefix(offset).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return DocumentError(
      file: file, line: before.count, column: (before.last?.count ?? 0) + 1, message: problem)
  }
}
