import Foundation

/// Values laid along pixels, with ticks at 1, 2 or 5 times a power of ten.
struct PlotScale {
  private let low: Double
  private let high: Double
  private let step: Double
  private let start: Double
  private let end: Double
  let ticks: [Double]

  /// Values are finite; `start` is where the smallest of them lies, but for
  /// a margin. A range without width is widened.
  init(_ values: [Double], from start: Double, to end: Double, ticks count: Int) {
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    let isWide = most - least > 1e-9 * max(abs(least), abs(most))
    let margin = isWide ? (most - least) * 0.06 : max(abs(most) * 0.1, 0.5)
    (low, high) = (least - margin, most + margin)
    step = Self.roundStep((high - low) / Double(max(1, count)))
    let first = (low / step).rounded(.up)
    let steps = max(0, (high / step).rounded(.down) - first)
    let size = step
    ticks = (0...Int(steps)).map { (first + Double($0)) * size }
    (self.start, self.end) = (start, end)
  }

  private static func roundStep(_ least: Double) -> Double {
    let power = pow(10, log10(least).rounded(.down))
    return [1.0, 2, 5].map { $0 * power }.first { $0 >= least * 0.999 } ?? 10 * power
  }

  func place(_ value: Double) -> Double {
    start + (value - low) / (high - low) * (end - start)
  }

  /// "0.25", "40k", "1.2M": as many decimals as tell ticks apart.
  func label(_ tick: Double) -> String {
    let largest = max(abs(low), abs(high))
    let (unit, suffix) = largest >= 1e6 ? (1e6, "M") : largest >= 1e4 ? (1e3, "k") : (1, "")
    let decimals = max(0, Int((-log10(step / unit) - 1e-9).rounded(.up)))
    return String(format: "%.\(min(9, decimals))f", tick / unit) + suffix
  }
}
