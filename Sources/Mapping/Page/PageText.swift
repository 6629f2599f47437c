import Foundation
import Rasters

/// Quantities in words.
enum PageText {
  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9
      ? String(format: "%.0f", value) : String(format: "%.4g", value)
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
