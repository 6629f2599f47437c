import Foundation

/// Numbers as they stand on a page, the same in every locale.
enum Figures {
  private static let minus = "\u{2212}"
  private static let thinSpace = "\u{202f}"

  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return "–" }
    return signed(String(format: "%.\(decimals)f", value))
  }

  /// The value with about so many digits that count, never as a power of ten unless
  /// it would be long.
  static func digits(_ value: Double, _ count: Int = 4) -> String {
    guard value.isFinite else { return "–" }
    let size = abs(value)
    // More digits than count before the point are not made a power of ten.
    guard size < 1e7, size >= pow(10, Double(count)) - 0.5 else {
      return signed(String(format: "%.\(count)g", value))
    }
    return fixed(value, 0)
  }

  /// A mean and its deviation, both to the place at which the deviation has two
  /// digits that count, but not beyond whole numbers.
  static func pair(_ mean: Double?, _ deviation: Double?) -> (mean: String, deviation: String) {
    guard let mean else { return ("–", "") }
    guard let deviation, deviation.isFinite else { return (digits(mean), "") }
    guard deviation > 0, max(abs(mean), deviation) < 1e7 else {
      return (digits(mean), "± " + digits(deviation, 2))
    }
    let decimals = max(0, 1 - Int(log10(deviation).rounded(.down)))
    guard decimals <= 6 else { return (digits(mean), "± " + digits(deviation, 2)) }
    return (fixed(mean, decimals), "± " + fixed(deviation, decimals))
  }

  /// The value as programs read it.
  static func plain(_ value: Double) -> String { String(format: "%.6g", value) }

  /// "1 234 567", with narrow spaces that do not break.
  static func grouped(_ value: Double, decimals: Int = 0) -> String {
    let parts = fixed(abs(value), decimals).split(separator: ".")
    let whole = groups(parts.first.map(String.init) ?? "0")
    return (value < 0 ? minus : "")
      + ([whole] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  static func grouped(_ value: Int) -> String { grouped(Double(value)) }

  /// A length or place in a drawing.
  static func place(_ value: Double) -> String {
    let text = String(format: "%.1f", value.isFinite ? value : 0)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func signed(_ text: String) -> String {
    let isZero = !text.contains { ("1"..."9").contains($0) }
    guard text.hasPrefix("-") else { return text }
    return (isZero ? "" : minus) + text.dropFirst()
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
}
