/// Numbers as people write them.
package enum NumberText {
  /// "0", "0.05", "1000000": without the ".0" of whole numbers.
  package static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
