/// A value as a file stores it, exactly.
package enum StoredNumber: Sendable, Hashable {
  /// Of a type of integers, up to 64 bits with or without sign.
  case whole(Int128)
  /// Of a type of floating-point numbers.
  case real(Double)

  /// The nearest Float64.
  package var double: Double {
    switch self {
    case .whole(let value): Double(value)
    case .real(let value): value
    }
  }

  /// The number where it has no fraction.
  package var whole: Int128? {
    switch self {
    case .whole(let value): value
    case .real(let value): Int128(exactly: value)
    }
  }
}

extension StoredNumber: CustomStringConvertible {
  /// All its digits; whole numbers without a point.
  package var description: String {
    switch self {
    case .whole(let value): "\(value)"
    case .real(let value):
      if abs(value) < 1e15, let whole = Int(exactly: value) { "\(whole)" } else { "\(value)" }
    }
  }
}
