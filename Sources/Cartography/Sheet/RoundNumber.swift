import Foundation

/// The numbers 1, 2 and 5 times a power of ten.
enum RoundNumber {
  /// The smallest round number that is not below a positive value.
  static func atLeast(_ value: Double) -> Double {
    let power = pow(10, log10(value).rounded(.down))
    for digit in [1.0, 2, 5] where digit * power >= value { return digit * power }
    return 10 * power
  }

  /// The largest round number that is not above a positive value.
  static func atMost(_ value: Double) -> Double {
    let power = pow(10, log10(value).rounded(.down))
    for digit in [5.0, 2, 1] where digit * power <= value { return digit * power }
    return power / 2
  }

  /// Its digit: 1, 2 or 5.
  static func digit(of number: Double) -> Int {
    let digit = (number / pow(10, log10(number * 1.000001).rounded(.down))).rounded()
    return digit >= 10 ? 1 : Int(digit)
  }

  /// Decimals that multiples of it need.
  static func decimals(of number: Double) -> Int {
    max(0, Int(-log10(number * 1.000001).rounded(.down)))
  }
}
