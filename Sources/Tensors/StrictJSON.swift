/// A JSON document (RFC 8259) read without leniency: for headers of files that
/// others may have written to do harm. Unlike Foundation's, it refuses an
/// object that has a key twice, and bounds depth and size.
package enum StrictJSON: Sendable, Equatable {
  case null
  case boolean(Bool)
  /// A number without fraction or exponent that fits an Int.
  case integer(Int)
  /// Any other number; always finite.
  case number(Double)
  case string(String)
  case array([StrictJSON])
  /// In the order of the text; no two keys are equal (nor canonically
  /// equivalent in Unicode, as Swift compares strings).
  case object([Member])

  package struct Member: Sendable, Equatable {
    package var key: String
    package var value: StrictJSON

    package init(key: String, value: StrictJSON) {
      self.key = key
      self.value = value
    }
  }

  /// What a document may ask of the reader.
  package struct Limits: Sendable {
    /// Arrays and objects inside each other.
    package var depth: Int
    /// Values and keys in all.
    package var values: Int

    package init(depth: Int = 32, values: Int = 1_000_000) {
      self.depth = depth
      self.values = values
    }
  }

  /// Reads one document that fills `bytes`, white space around it apart.
  package init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(StrictJSONProblem) {
    var parser = try StrictJSONParser(bytes, limits: limits)
    self = try parser.document()
  }
}

extension StrictJSON {
  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  package var array: [StrictJSON]? {
    guard case .array(let items) = self else { return nil }
    return items
  }

  package var object: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// A member of an object; nil where there is none or this is no object.
  package subscript(key: String) -> StrictJSON? {
    object?.first { $0.key == key }?.value
  }
}

extension StrictJSON {
  /// `text` as a JSON string with its quotes, always the same bytes: only
  /// what must be escaped is, control characters as \u00xx.
  package static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
