/// Decimal numbers in bytes, read without making texts of them.
enum DecimalText {
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The number that digits, a point and an exponent spell, where Double
  /// arithmetic is exact (at most 15 digits, powers of ten up to 22); nil for
  /// every other text.
  static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Float? {
    var scan = Scan(bytes: bytes, at: range.lowerBound, end: range.upperBound)
    scan.trim()
    let isNegative = scan.sign()
    guard let mantissa = scan.mantissa(), let power = scan.exponent(),
      abs(mantissa.exponent + power) <= 22
    else { return nil }
    let exponent = mantissa.exponent + power
    let value =
      exponent < 0
      ? Double(mantissa.value) / powers[-exponent] : Double(mantissa.value) * powers[exponent]
    return Float(isNegative ? -value : value)
  }

  private struct Scan {
    let bytes: UnsafeBufferPointer<UInt8>
    var at: Int
    var end: Int

    mutating func trim() {
      while at < end, bytes[at] == 32 { at += 1 }
      while end > at, bytes[end - 1] == 32 { end -= 1 }
    }

    /// Whether there is a minus.
    mutating func sign() -> Bool {
      guard at < end, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") else {
        return false
      }
      at += 1
      return bytes[at - 1] == UInt8(ascii: "-")
    }

    mutating func mantissa() -> (value: UInt64, exponent: Int)? {
      var (value, exponent, digits) = (UInt64(0), 0, 0)
      var isPastPoint = false
      while at < end {
        let byte = bytes[at]
        if byte == UInt8(ascii: "."), !isPastPoint {
          isPastPoint = true
        } else if (48...57).contains(byte) {
          value = value * 10 + UInt64(byte - 48)
          exponent -= isPastPoint ? 1 : 0
          digits += 1
          guard value < 1_000_000_000_000_000, digits < 40 else { return nil }
        } else {
          break
        }
        at += 1
      }
      return digits > 0 ? (value, exponent) : nil
    }

    /// 0 where the text ends, nil where anything but an exponent follows.
    mutating func exponent() -> Int? {
      guard at < end else { return 0 }
      guard bytes[at] == UInt8(ascii: "e") || bytes[at] == UInt8(ascii: "E") else { return nil }
      at += 1
      let isNegative = sign()
      guard at < end, end - at <= 3 else { return nil }
      var value = 0
      while at < end {
        guard (48...57).contains(bytes[at]) else { return nil }
        value = value * 10 + Int(bytes[at] - 48)
        at += 1
      }
      return isNegative ? -value : value
    }
  }
}
