/// The place of the least value of a function with one valley (Kiefer 1953).
enum GoldenSection {
  /// Nil where the function gives no number there.
  static func minimum(
    _ range: ClosedRange<Double>, steps: Int = 60, _ function: (Double) -> Double
  ) -> Double? {
    let share = (5.0.squareRoot() - 1) / 2
    var (low, high) = (range.lowerBound, range.upperBound)
    var (a, b) = (high - share * (high - low), low + share * (high - low))
    var (atA, atB) = (function(a), function(b))
    for _ in 0..<steps {
      if atA <= atB {
        (high, b, atB) = (b, a, atA)
        a = high - share * (high - low)
        atA = function(a)
      } else {
        (low, a, atA) = (a, b, atB)
        b = low + share * (high - low)
        atB = function(b)
      }
    }
    let middle = (low + high) / 2
    return function(middle).isFinite ? middle : nil
  }
}
