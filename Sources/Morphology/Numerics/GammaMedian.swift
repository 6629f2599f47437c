import Foundation

/// The median of the gamma distribution: b of a Sérsic profile, for which
/// half of the light is within the effective radius.
enum GammaMedian {
  /// x with P(a, x) = 1/2, to the last bits; a > 0.
  static func value(_ a: Double) -> Double {
    // Where a is small, P = x^a / Γ(a + 1); else Wilson and Hilferty.
    var x =
      a < 0.8
      ? exp((log(0.5) + lgamma(a + 1)) / a)
      : a * pow(1 - 1 / (9 * a), 3)
    for _ in 0..<60 {
      guard x > 0, x.isFinite else { break }
      // Newton's step of log x.
      let density = exp(a * log(x) - x - lgamma(a))
      let step = (share(a, x) - 0.5) / density
      x *= exp(-max(-1, min(1, step)))
      if abs(step) < 1e-15 { break }
    }
    return x
  }

  /// The regularised lower incomplete gamma function P(a, x): its series, or
  /// Lentz's continued fraction of the rest (Press et al. 2007, section 6.2).
  static func share(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 0 }
    let factor = exp(a * log(x) - x - lgamma(a))
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      var k = a
      while abs(term) > abs(sum) * 1e-17, k < a + 10_000 {
        k += 1
        term *= x / k
        sum += term
      }
      return sum * factor
    }
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = d
    for k in 1..<10_000 {
      let n = -Double(k) * (Double(k) - a)
      b += 2
      d = 1 / (n * d + b)
      c = b + n / c
      h *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return 1 - factor * h
  }
}
