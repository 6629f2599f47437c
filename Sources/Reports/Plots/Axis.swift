import Foundation

/// A range of values with round ticks, laid along some pixels of a drawing.
package struct Axis {
  let low: Double
  let high: Double
  package let ticks: [Double]
  private let step: Double
  let decimals: Int
  /// Where `low` and `high` lie.
  let start: Double
  let end: Double

  /// Covers some values with about `count` ticks; nil without a finite one.
  package init?(
    covering values: [Double], from start: Double, to end: Double, count: Int = 5,
    pad: Double = 0.04
  ) {
    let known = values.filter(\.isFinite)
    guard var low = known.min(), var high = known.max() else { return nil }
    let least = max(abs(low), abs(high), 1e-12) * 1e-6
    if high - low < least {
      (low, high) = (low - least - 0.5 * abs(low), high + least + 0.5 * abs(high))
    }
    let margin = (high - low) * pad
    (self.low, self.high) = (low - margin, high + margin)
    step = Self.step((self.high - self.low) / Double(count))
    let first = Int((self.low / step).rounded(.up))
    let last = Int((self.high / step).rounded(.down))
    let size = step
    ticks = first <= last ? (first...last).map { Double($0) * size } : []
    decimals = max(0, min(9, Int((-log10(step) + 1e-9).rounded(.up))))
    (self.start, self.end) = (start, end)
  }

  /// 1, 2 or 5 times a power of ten, not below a value.
  private static func step(_ least: Double) -> Double {
    let power = pow(10, log10(least).rounded(.down))
    return [1.0, 2, 5].map { $0 * power }.first { $0 >= least * 0.999 } ?? 10 * power
  }

  package func place(_ value: Double) -> Double {
    start + (value - low) / (high - low) * (end - start)
  }

  func label(_ tick: Double) -> String {
    abs(tick) >= 1e6 ? Figures.digits(tick, 3) : Figures.fixed(tick, decimals)
  }

  /// A label for a narrow margin, "0.25", "40k" or "1.2M": as many decimals as tell ticks apart.
  package func shortLabel(_ tick: Double) -> String {
    let largest = max(abs(low), abs(high))
    let (unit, suffix) = largest >= 1e6 ? (1e6, "M") : largest >= 1e4 ? (1e3, "k") : (1, "")
    let decimals = max(0, Int((-log10(step / unit) - 1e-9).rounded(.up)))
    return Figures.fixed(tick / unit, min(9, decimals)) + suffix
  }
}
