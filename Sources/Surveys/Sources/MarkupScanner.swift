import Foundation
import Rasters

/// Takes markup apart into tags and texts, with bounded memory.
struct MarkupScanner {
  struct Tag {
    /// Without prefix; "/TR" ends what "TR" began.
    var name: String
    var body: String
    var isEmpty: Bool

    func attribute(_ name: String) -> String? {
      for quote in ["\"", "'"] {
        let parts = body.components(separatedBy: quote)
        for (key, value) in zip(parts, parts.dropFirst()) {
          let words = key.split { $0.isWhitespace || $0 == "=" }
          if key.last == "=", words.last.map(String.init) == name {
            return MarkupScanner.plain(value)
          }
        }
      }
      return nil
    }
  }

  enum Part {
    case tag(Tag)
    case text(String)
  }

  let path: String
  var position = 0
  private static let longest = 1 << 20

  init(path: String, position: Int = 0) {
    self.path = path
    self.position = position
  }

  mutating func next(_ bytes: UnsafeRawBufferPointer) throws -> Part? {
    guard position < bytes.count else { return nil }
    guard bytes[position] == 60 else {
      return .text(Self.plain(try take(bytes, until: "<", including: false)))
    }
    if starts(bytes, "<!--") { return .text(try skip(bytes, until: "-->")) }
    if starts(bytes, "<![CDATA[") {
      position += 9
      let text = try take(bytes, until: "]]>", including: false)
      position += 3
      return .text(text)
    }
    let raw = try take(bytes, until: ">", including: true)
    let isEmpty = raw.hasSuffix("/>")
    let inner = raw.dropFirst().dropLast(isEmpty ? 2 : 1)
    let word = inner.prefix { !$0.isWhitespace }
    let isEnd = word.hasPrefix("/")
    let local = word.drop { $0 == "/" }.split(separator: ":").last.map(String.init) ?? ""
    return .tag(
      Tag(
        name: (isEnd ? "/" : "") + local, body: String(inner.dropFirst(word.count)),
        isEmpty: isEmpty))
  }

  private func starts(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
  }

  private mutating func skip(
    _ bytes: UnsafeRawBufferPointer, until end: StaticString
  ) throws -> String {
    while position < bytes.count, !starts(bytes, end) { position += 1 }
    position = min(bytes.count, position + end.utf8CodeUnitCount)
    return ""
  }

  private mutating func take(
    _ bytes: UnsafeRawBufferPointer, until end: StaticString, including: Bool
  ) throws -> String {
    let start = position
    while position < bytes.count, !starts(bytes, end) {
      position += 1
      guard position - start <= Self.longest else {
        throw Failure("'\(path)' has a tag or text of more than a megabyte")
      }
    }
    if including { position = min(bytes.count, position + end.utf8CodeUnitCount) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Text without XML's own entities and numbers of letters.
  static func plain(_ text: String) -> String {
    guard text.contains("&") else { return text }
    let named = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
    var out = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      out += rest[..<mark]
      rest = rest[mark...]
      guard let end = rest.prefix(12).firstIndex(of: ";") else { break }
      let name = String(rest[rest.index(after: mark)..<end])
      let number =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16)
        : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      let letter = number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
      out += named[name] ?? letter ?? "&\(name);"
      rest = rest[rest.index(after: end)...]
    }
    return out + rest
  }
}
