import Rasters

/// What is wrong with a JSON text, and where.
package struct StrictJSONProblem: FaciesError, Equatable {
  package enum Kind: Sendable, Equatable {
    case notUTF8
    case empty
    case endsEarly
    case unexpected(UInt8, wanted: String)
    case trailing(UInt8)
    case duplicateKey(String)
    case badNumber
    case numberTooLarge
    case controlCharacter(UInt8)
    case badEscape
    case loneSurrogate
    case tooDeep(Int)
    case tooManyValues(Int)
  }

  package var kind: Kind
  /// Bytes before the fault.
  package var offset: Int
  /// From 1.
  package var line: Int
  /// In bytes, from 1.
  package var column: Int

  package var description: String { "\(text) at line \(line), column \(column) (byte \(offset))" }

  /// What was found, without the place.
  package var text: String {
    switch kind {
    case .notUTF8: "bytes that are not UTF-8"
    case .empty: "no value"
    case .endsEarly: "the text ends early"
    case .unexpected(let byte, let wanted): "found \(Self.name(byte)), expected \(wanted)"
    case .trailing(let byte): "found \(Self.name(byte)) after the document's end"
    case .duplicateKey(let key): "the key \(Self.excerpt(key)) comes twice"
    case .badNumber: "a number that is not written as JSON numbers are"
    case .numberTooLarge: "a number too large to hold"
    case .controlCharacter(let byte): "\(Self.name(byte)) in a string, where it must be escaped"
    case .badEscape: "an escape that JSON does not have"
    case .loneSurrogate: "half of a surrogate pair"
    case .tooDeep(let limit): "values nested more than \(limit) deep"
    case .tooManyValues(let limit): "more than \(limit) values"
    }
  }

  private static func name(_ byte: UInt8) -> String {
    byte > 0x20 && byte < 0x7f
      ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x" + String(byte, radix: 16)
  }

  /// A string from a file as a message may show it: one line, not too long.
  static func excerpt(_ text: String) -> String {
    let shown = StrictJSON.quoted(String(text.unicodeScalars.prefix(60).map(Character.init)))
    let body = shown.dropFirst().dropLast()
    return "'\(body)\(text.unicodeScalars.count > 60 ? "..." : "")'"
  }
}
