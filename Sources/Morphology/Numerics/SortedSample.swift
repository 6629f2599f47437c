import Foundation

/// A sample in rising order with running sums: mean, median and deviation of
/// any stretch of it at once.
struct SortedSample {
  let values: [Double]
  private let sums: [Double]
  private let squares: [Double]
  private let origin: Double

  init(_ sample: [Double]) {
    values = RisingOrder.sorted(sample)
    origin = values.isEmpty ? 0 : values[values.count / 2]
    var sums = [0.0]
    var squares = [0.0]
    for value in values {
      let d = value - origin
      sums.append(sums[sums.count - 1] + d)
      squares.append(squares[squares.count - 1] + d * d)
    }
    self.sums = sums
    self.squares = squares
  }

  var everything: Range<Int> { 0..<values.count }

  func mean(_ part: Range<Int>) -> Double {
    origin + (sums[part.upperBound] - sums[part.lowerBound]) / Double(part.count)
  }

  func median(_ part: Range<Int>) -> Double {
    let middle = part.lowerBound + part.count / 2
    return part.count % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle])
  }

  func deviation(_ part: Range<Int>) -> Double {
    let n = Double(part.count)
    let mean = (sums[part.upperBound] - sums[part.lowerBound]) / n
    let square = (squares[part.upperBound] - squares[part.lowerBound]) / n
    return max(0, square - mean * mean).squareRoot()
  }

  /// Values in low ... high among `part`.
  func within(_ low: Double, _ high: Double, of part: Range<Int>) -> Range<Int> {
    let first = partition(part) { $0 >= low }
    return first..<max(first, partition(part) { $0 > high })
  }

  private func partition(_ part: Range<Int>, _ isAfter: (Double) -> Bool) -> Int {
    var (low, high) = (part.lowerBound, part.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isAfter(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Three-sigma clipping about `centre` until nothing changes, at most
  /// `rounds` times.
  private func clipped(
    _ part: Range<Int>, rounds: Int, centre: (Range<Int>) -> Double
  ) -> Range<Int> {
    var current = part
    for _ in 0..<rounds where !current.isEmpty {
      let middle = centre(current)
      let reach = 3 * deviation(current)
      let kept = within(middle - reach, middle + reach, of: current)
      if kept == current { break }
      current = kept
    }
    return current
  }

  /// Mode (2.5 median − 1.5 mean, Bertin and Arnouts 1996) and standard
  /// deviation of the sky, with the clipping of photutils; nil where nothing
  /// is left.
  func skyMode() -> (mode: Double, deviation: Double)? {
    func mode(_ part: Range<Int>) -> Double { 2.5 * median(part) - 1.5 * mean(part) }
    let kept = clipped(everything, rounds: values.count + 1) { part in
      let core = clipped(part, rounds: 10) { median($0) }
      return core.isEmpty ? .nan : mode(core)
    }
    return kept.isEmpty ? nil : (mode(kept), deviation(kept))
  }
}
