import Foundation

/// Numbers as they are written on a sheet, the same in every locale.
enum Numbers {
  /// Keeps the digits of one number together (U+2009).
  static let thinSpace = "\u{2009}"
  static let minus = "\u{2212}"

  /// The number without needless decimals, at most six of them.
  static func short(_ value: Double) -> String {
    trimmed(fixed(value, decimals: 6))
  }

  /// The number with some decimals, and thin spaces between thousands.
  static func grouped(_ value: Double, decimals: Int = 0) -> String {
    let parts = fixed(abs(value), decimals: decimals).split(separator: ".")
    let whole = groups(parts.first.map(String.init) ?? "0")
    let text = parts.count > 1 ? whole + "." + parts[1] : whole
    let isZero = !text.contains { $0.isNumber && $0 != "0" }
    return value < 0 && !isZero ? minus + text : text
  }

  /// Three digits and a power of ten, for what is too large to read.
  static func scientific(_ value: Double) -> String {
    String(format: "%.2e", value)
  }

  /// Decimals after the point as `%f` rounds them.
  static func fixed(_ value: Double, decimals: Int) -> String {
    String(format: "%.\(max(0, min(decimals, 12)))f", value)
  }

  private static func groups(_ digits: String) -> String {
    guard digits.count > 4 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += thinSpace }
      text.append(digit)
    }
    return text
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let kept = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(kept.reversed())
  }
}
