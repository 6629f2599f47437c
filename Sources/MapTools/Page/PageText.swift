import Foundation
import Rasters

/// Quantities in words.
enum PageText {
  static func number(_ value: Double) -> String {
    let isWhole = value == value.rounded() || abs(value) >= 10_000
    return isWhole && abs(value) < 1e12
      ? grouped(String(format: "%.0f", value)) : String(format: "%.4g", value)
  }

  /// Narrow spaces between thousands, where there are more than four digits.
  private static func grouped(_ digits: String) -> String {
    let count = digits.count { $0.isNumber }
    guard count > 4 else { return digits }
    var left = digits.count
    return digits.reduce(into: "") { text, digit in
      text.append(digit)
      left -= 1
      if digit.isNumber, left > 0, left % 3 == 0 { text.append("\u{202f}") }
    }
  }

  static func metres(_ across: Double, _ down: Double) -> String {
    let a = String(format: "%.4g", across)
    let b = String(format: "%.4g", down)
    return a == b ? "\(a) m" : "\(a) × \(b) m"
  }

  static func area(_ hectares: Double) -> String {
    hectares >= 1000
      ? String(format: "%.0f km²", hectares / 100) : String(format: "%.1f ha", hectares)
  }

  static func reference(_ reference: Grid.Reference) -> String {
    guard let code = reference.code else { return reference.name }
    return reference.name.isEmpty ? code : "\(reference.name) (\(code))"
  }
}
