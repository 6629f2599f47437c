import Foundation
import Rasters

/// Values of a catalogue as text.
enum CatalogueText {
  /// FITS text is ASCII: other letters, and those that XML cannot hold, are
  /// written as their numbers.
  static func ascii(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ (32..<127).contains($0) }) else { return text }
    return text.unicodeScalars.map {
      (32..<127).contains($0.value) ? String($0) : number($0)
    }.joined()
  }

  /// Letters of `ascii(text)`.
  static func asciiCount(_ text: String) -> Int {
    guard !text.utf8.allSatisfy({ (32..<127).contains($0) }) else { return text.utf8.count }
    return text.unicodeScalars.reduce(0) {
      $0 + ((32..<127).contains($1.value) ? 1 : number($1).utf8.count)
    }
  }

  private static func number(_ letter: Unicode.Scalar) -> String {
    "\\u{" + String(letter.value, radix: 16) + "}"
  }

  /// A real number; nothing for what is none. Infinities are "Inf" and "-Inf".
  static func append(_ value: Double, of column: CatalogueColumn, to out: inout [UInt8]) {
    guard !value.isNaN else { return }
    guard value.isFinite else {
      out.append(contentsOf: (value < 0 ? "-Inf" : "Inf").utf8)
      return
    }
    if let decimals = column.decimals {
      append(value, decimals: decimals, to: &out)
    } else if column.kind == .float {
      out.append(contentsOf: "\(Float(value))".utf8)
    } else {
      out.append(contentsOf: "\(value)".utf8)
    }
  }

  private static func append(_ value: Double, decimals: Int, to out: inout [UInt8]) {
    // The longest number has 309 digits before the point.
    let room = 320 + max(0, decimals)
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { letters in
      let count = withVaList([Int32(clamping: decimals), value]) {
        vsnprintf(letters.baseAddress, room, "%.*f", $0)
      }
      out.append(contentsOf: letters.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) })
    }
  }

  /// Text between tags: XML's own letters by name, those that it cannot hold
  /// by number.
  static func appendEscaped(_ text: String, to out: inout [UInt8]) {
    for letter in text.unicodeScalars {
      if let name = MarkupText.entity(letter) {
        out.append(contentsOf: name.utf8)
      } else {
        let isHeld = letter.value >= 32 && letter.value != 127 && letter.value | 1 != 0xFFFF
        out.append(contentsOf: (isHeld ? String(letter) : number(letter)).utf8)
      }
    }
  }

  static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    appendEscaped(text, to: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
