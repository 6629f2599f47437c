import Foundation

/// A range of values with round ticks, laid along some pixels of a drawing.
struct Axis {
  let low: Double
  let high: Double
  let ticks: [Double]
  let decimals: Int
  /// Where `low` and `high` lie.
  let start: Double
  let end: Double

  /// Covers some values with about `count` ticks; nil without a finite one.
  init?(
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
    let step = Self.step((self.high - self.low) / Double(count))
    let first = Int((self.low / step).rounded(.up))
    let last = Int((self.high / step).rounded(.down))
    ticks = first <= last ? (first...last).map { Double($0) * step } : []
    decimals = max(0, min(9, Int((-log10(step) + 1e-9).rounded(.up))))
    (self.start, self.end) = (start, end)
  }

  /// 1, 2 or 5 times a power of ten, not below a value.
  private static func step(_ least: Double) -> Double {
    let power = pow(10, log10(least).rounded(.down))
    return [1.0, 2, 5].map { $0 * power }.first { $0 >= least * 0.999 } ?? 10 * power
  }

  func place(_ value: Double) -> Double {
    start + (value - low) / (high - low) * (end - start)
  }

  func label(_ tick: Double) -> String {
    abs(tick) >= 1e6 ? Figures.digits(tick, 3) : Figures.fixed(tick, decimals)
  }
}
