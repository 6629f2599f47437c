import Foundation
import Rasters

/// Takes the rows of BINARY and BINARY2 apart.
struct VOTableRows {
  private var stream: Base64Stream
  private let fields: [VOTableField]
  /// Rows begin with a bit for each column: 1 is no value (BINARY2).
  private let hasNullFlags: Bool

  private static let longest = 1 << 20

  init(_ stream: Base64Stream, _ fields: [VOTableField], hasNullFlags: Bool) {
    self.stream = stream
    self.fields = fields
    self.hasNullFlags = hasNullFlags
  }

  /// Texts of the chosen columns; nil at the end.
  mutating func next(_ chosen: [Int]) throws -> [String?]? {
    guard try !stream.isAtEnd else { return nil }
    let flags = hasNullFlags ? Array(try stream.take((fields.count + 7) / 8)) : []
    var texts = [String?](repeating: nil, count: chosen.count)
    for (index, field) in fields.enumerated() {
      let (count, bytes) = try cell(field)
      guard flags.isEmpty || flags[index / 8] & (128 >> UInt8(index % 8)) == 0 else { continue }
      for slot in chosen.indices where chosen[slot] == index {
        texts[slot] = try text(bytes, count, of: field)
      }
    }
    return texts
  }

  private mutating func cell(_ field: VOTableField) throws -> (Int, ArraySlice<UInt8>) {
    let count = try field.count ?? Int(clamping: Self.number(stream.take(4)))
    guard count <= Self.longest else {
      throw Failure("'\(stream.path)' has a cell of \(count) values in '\(field.name)'")
    }
    let width = field.kind == .bit ? (count + 7) / 8 : count * field.kind.width
    return (count, try stream.take(width))
  }

  private func text(_ bytes: ArraySlice<UInt8>, _ count: Int, of field: VOTableField) throws
    -> String?
  {
    switch field.kind {
    case .char: return Self.trimmed(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
    case .unicodeChar:
      let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map {
        UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
      }
      return Self.trimmed(String(decoding: units.prefix { $0 != 0 }, as: UTF16.self))
    default: break
    }
    guard count == 1 else {
      throw Failure.usage(
        "column '\(field.name)' of '\(stream.path)' holds more than one value a row")
    }
    let bits = Self.number(bytes)
    switch field.kind {
    case .boolean:
      let letter = bytes.first ?? 0
      return [84, 116, 49].contains(letter)
        ? "true" : [70, 102, 48].contains(letter) ? "false" : nil
    case .bit: return (bytes.first ?? 0) & 128 != 0 ? "1" : "0"
    case .unsignedByte: return field.text("\(bits)")
    case .short: return field.text("\(Int16(truncatingIfNeeded: bits))")
    case .int: return field.text("\(Int32(truncatingIfNeeded: bits))")
    case .long: return field.text("\(Int64(bitPattern: bits))")
    case .float: return Self.real(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
    case .double: return Self.real(Double(bitPattern: bits))
    default: throw Failure.usage("column '\(field.name)' of '\(stream.path)' is complex")
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func real(_ value: Double) -> String? { value.isNaN ? nil : "\(value)" }

  private static func trimmed(_ text: String) -> String? {
    let plain = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return plain.isEmpty ? nil : plain
  }
}
