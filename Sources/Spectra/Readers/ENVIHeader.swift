import Foundation
import RasterIO
import Rasters

/// The text of an ENVI header: keys and values, of which lists stand in braces over several lines.
struct ENVIHeader {
  private let items: [String: String]
  private let path: String

  /// Nil where the text is none.
  init?(_ text: String, path: String) {
    guard text.hasPrefix("ENVI") else { return nil }
    self.path = path
    var items: [String: String] = [:]
    var rest = text.dropFirst(4)
    while let equals = rest.firstIndex(of: "=") {
      let key = rest[..<equals].split(separator: "\n").last.map { "\($0)" } ?? ""
      rest = rest[rest.index(after: equals)...]
      let start = rest.firstIndex { !$0.isWhitespace || $0 == "\n" } ?? rest.endIndex
      let isList = start < rest.endIndex && rest[start] == "{"
      let end = rest[start...].firstIndex(of: isList ? "}" : "\n") ?? rest.endIndex
      let value = rest[start..<end].drop { $0 == "{" }
      items[key.collapsingSpaces.lowercased()] =
        value.trimmingCharacters(in: .whitespacesAndNewlines)
      rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
    }
    self.items = items
  }

  func word(_ key: String) -> String? { items[key].flatMap { $0.isEmpty ? nil : $0 } }

  func list(_ key: String) -> [String]? {
    items[key]?.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// A whole number from 0; throws where it is none.
  func whole(_ key: String, default standard: Int? = nil) throws -> Int {
    guard let text = word(key) else {
      if let standard { return standard }
      throw LibraryFailure.of(path, "has no '\(key)' in its header")
    }
    guard let value = Int(text), value >= 0 else {
      throw LibraryFailure.of(
        path, "has '\(key) = \(text.prefix(40))' in its header, which is no whole number")
    }
    return value
  }

  /// Numbers of a list; throws where one is none.
  func numbers(_ key: String) throws -> [Double]? {
    try list(key)?.map { text in
      guard let value = LibraryText.number(text) else {
        throw LibraryFailure.of(path, "has '\(text.prefix(40))' among '\(key)' in its header")
      }
      return value
    }
  }
}
