/// Least, greatest, mean and standard deviation of what is added, in the order
/// in which it is added.
package struct RasterStatistics: Sendable, Equatable {
  package struct Summary: Sendable, Equatable {
    package var least: Double
    package var greatest: Double
    package var mean: Double
    /// Divided by n.
    package var deviation: Double
  }

  private var count = 0.0
  private var sum = 0.0
  private var squares = 0.0
  private var least = Double.infinity
  private var greatest = -Double.infinity

  package init() {}

  package mutating func add(_ value: Double) {
    count += 1
    sum += value
    squares += value * value
    least = min(least, value)
    greatest = max(greatest, value)
  }

  package mutating func add(_ other: RasterStatistics) {
    count += other.count
    sum += other.sum
    squares += other.squares
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// Nil where nothing was added.
  package var summary: Summary? {
    guard count > 0 else { return nil }
    let mean = sum / count
    return Summary(
      least: least, greatest: greatest, mean: mean,
      deviation: max(0, squares / count - mean * mean).squareRoot())
  }
}
