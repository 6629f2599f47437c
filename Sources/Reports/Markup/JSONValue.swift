package import Foundation
import Rasters

/// A JSON document with any keys.
package indirect enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue: Codable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try encode(value, into: &container)
    case .text(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .object(let values): try container.encode(values)
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let values = try? container.decode([JSONValue].self) {
      self = .list(values)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// JSON has no infinity.
  private func encode(
    _ value: Double, into container: inout any SingleValueEncodingContainer
  ) throws {
    guard value.isFinite else { return try container.encodeNil() }
    try container.encode(value)
  }
}

extension JSONValue {
  /// The document, the same bytes every time: keys are in order.
  package func data(pretty: Bool = true) throws -> Data {
    try JSONText.data(self, isPretty: pretty)
  }

  /// As the content of a script element, which it cannot end.
  func scriptText() throws -> HTML { Self.scriptText(try data(pretty: false)) }

  /// Any JSON as such.
  static func scriptText(_ json: Data) -> HTML {
    let text = String(decoding: json, as: UTF8.self)
    let safe = text.replacingOccurrences(of: "<", with: "\\u003c")
      .replacingOccurrences(of: ">", with: "\\u003e")
      .replacingOccurrences(of: "&", with: "\\u0026")
    return HTML(stringLiteral: withoutFormatting(safe))
  }

  /// Characters that steer how text around them is shown (bidirectional
  /// marks and the like) stand only in strings: they are written by number.
  private static func withoutFormatting(_ text: String) -> String {
    let steering: Set<Unicode.GeneralCategory> = [.format, .control]
    guard text.unicodeScalars.contains(where: { steering.contains($0.properties.generalCategory) })
    else { return text }
    return text.unicodeScalars.reduce(into: "") { out, scalar in
      guard steering.contains(scalar.properties.generalCategory) else {
        return out.unicodeScalars.append(scalar)
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }
}
