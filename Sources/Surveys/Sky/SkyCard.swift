import Foundation

/// A card of a header as wcslib may see it. Its scanner overruns its room on
/// cards that are no FITS, so every card is written anew from its key and a
/// value that is a number or a text; what is neither is left out.
enum SkyCard {
  static func plain(_ card: String) -> String? {
    let key = SkyHeader.key(card)
    guard isKey(key), let value = value(card) else { return nil }
    return "\(key.padding(toLength: 8, withPad: " ", startingAt: 0))= \(value)"
      .padding(toLength: 80, withPad: " ", startingAt: 0)
  }

  /// Axes up to 99, and up to 9 where parameters, up to 999, go with them; the
  /// matrices of before 2002 (PC001001) have two axes of three digits.
  private static func isKey(_ key: String) -> Bool {
    guard (1...8).contains(key.utf8.count) else { return false }
    let numbers = key.drop { !$0.isNumber }.split(separator: "_")
    let digits = numbers.map(\.utf8.count)
    if digits == [6] { return key.hasPrefix("PC") || key.hasPrefix("CD") }
    return digits.count < 2 ? digits.allSatisfy { $0 <= 2 } : digits[0] == 1 && digits[1] <= 3
  }

  private static func value(_ card: String) -> String? {
    let bytes = Array(card.utf8)
    guard bytes.count > 10, bytes[8] == UInt8(ascii: "=") else { return nil }
    let body = bytes[9...].drop { $0 == 32 }
    guard body.first == UInt8(ascii: "'") else { return number(body) }
    let inside = body.dropFirst().prefix { $0 != UInt8(ascii: "'") }
    guard inside.endIndex < bytes.endIndex, inside.count <= 68,
      inside.allSatisfy({ (32..<127).contains($0) })
    else { return nil }
    return "'\(String(decoding: inside, as: UTF8.self))'"
  }

  private static func number(_ body: ArraySlice<UInt8>) -> String? {
    let digits = body.prefix { $0 != UInt8(ascii: "/") && $0 != 32 }
    let text = String(decoding: digits, as: UTF8.self)
    let isPlain = digits.allSatisfy { (48...57).contains($0) || "+-.EeDd".utf8.contains($0) }
    let spelt = text.replacing("D", with: "E").replacing("d", with: "e")
    guard isPlain, digits.count <= 40, let value = Double(spelt), value.isFinite else { return nil }
    return text
  }
}
