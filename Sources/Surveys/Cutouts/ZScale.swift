import Foundation

/// IRAF's z-scale: limits from a line fitted to the sorted values, as
/// astropy's `ZScaleInterval` with its defaults (contrast 0.25, 1000 samples,
/// 5 iterations of rejection at 2.5 deviations).
enum ZScale {
  private static let samples = 1000
  private static let contrast = 0.25
  private static let rejection = 2.5
  private static let iterations = 5

  /// `values` without NaN; nil where there are none.
  static func limits(_ values: [Float]) -> (low: Double, high: Double)? {
    let step = max(1, values.count / samples)
    let sorted = stride(from: 0, to: values.count, by: step).prefix(samples)
      .map { Double(values[$0]) }.sorted()
    guard let least = sorted.first, let most = sorted.last else { return nil }
    let fitted = fit(sorted)
    guard fitted.kept >= max(5, sorted.count / 2) else { return (least, most) }
    let slope = contrast > 0 ? fitted.slope / contrast : fitted.slope
    let middle = (sorted.count - 1) / 2
    let half = sorted.count / 2
    let median =
      sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    return (
      max(least, median - Double(middle - 1) * slope),
      min(most, median + Double(sorted.count - middle) * slope)
    )
  }

  private static func fit(_ values: [Double]) -> (slope: Double, kept: Int) {
    let count = values.count
    let grow = max(1, Int(Double(count) * 0.01))
    var isBad = [Bool](repeating: false, count: count)
    var (kept, last) = (count, count + 1)
    var slope = 0.0
    for _ in 0..<iterations {
      guard kept < last, kept >= max(5, count / 2) else { break }
      let line = line(values, isBad)
      slope = line.slope
      let flat = values.enumerated().map { $1 - line.slope * Double($0) - line.start }
      let deviation = spread(flat, isBad)
      var rejected = [Bool](repeating: false, count: count)
      for index in 0..<count where abs(flat[index]) > rejection * deviation {
        rejected[index] = true
      }
      isBad = grown(rejected, isBad, by: grow)
      last = kept
      kept = isBad.lazy.filter { !$0 }.count
    }
    return (slope, kept)
  }

  private static func line(_ values: [Double], _ isBad: [Bool]) -> (slope: Double, start: Double) {
    var (n, x, y, xx, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for index in values.indices where !isBad[index] {
      let place = Double(index)
      n += 1
      x += place
      y += values[index]
      xx += place * place
      xy += place * values[index]
    }
    let spread = n * xx - x * x
    guard spread > 0 else { return (0, n > 0 ? y / n : 0) }
    let slope = (n * xy - x * y) / spread
    return (slope, (y - slope * x) / n)
  }

  private static func spread(_ values: [Double], _ isBad: [Bool]) -> Double {
    let good = zip(values, isBad).filter { !$0.1 }.map(\.0)
    guard !good.isEmpty else { return 0 }
    let mean = good.reduce(0, +) / Double(good.count)
    return (good.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(good.count)).squareRoot()
  }

  /// What is rejected takes its neighbours along, half of `width` each side
  /// as numpy's "same" convolution has it.
  private static func grown(_ rejected: [Bool], _ isBad: [Bool], by width: Int) -> [Bool] {
    var out = isBad
    for index in rejected.indices where rejected[index] || isBad[index] {
      let first = max(0, index - (width - 1) / 2)
      let last = min(rejected.count - 1, index + width / 2)
      for near in first...max(first, last) { out[near] = true }
    }
    return out
  }
}
