/// How well a threshold of a score tells the pixels of a unit from others: the threshold is made
/// on one half of the pixels and judged by the other (Paulo et al., arXiv 2410.13928, score
/// interpretations so).
package struct HintCheck: Sendable, Equatable {
  /// The unit is where the score is above it.
  package let threshold: Double
  /// The mean of two shares of held-out pixels: of the unit's that are above the threshold, and of
  /// the others' that are not. Guessing has 0.5.
  package let accuracy: Double

  /// A hint is not given that is less true than this.
  package static let leastAccuracy = 0.7
  /// Fewer pixels of a half are not judged by.
  package static let fewestPixels = 10

  package var holds: Bool { accuracy >= Self.leastAccuracy }

  /// The scores of a unit's pixels.
  package struct Halves: Sendable {
    package var made: [Double]
    package var judged: [Double]

    package init(made: [Double], judged: [Double]) { (self.made, self.judged) = (made, judged) }

    var isEnough: Bool { min(made.count, judged.count) >= HintCheck.fewestPixels }
  }

  /// Every unit of the rest weighs the same; nil where there are too few pixels.
  package init?(_ unit: Halves, rest: [Halves]) {
    let rest = rest.filter { !$0.made.isEmpty && !$0.judged.isEmpty }
    guard unit.isEnough, !rest.isEmpty else { return nil }
    let limit = Self.threshold(unit.made, rest.map(\.made))
    let own = Self.share(unit.judged, above: limit)
    let others = rest.map { Self.share($0.judged, above: limit) }
    threshold = limit
    accuracy = (own + 1 - others.reduce(0, +) / Double(others.count)) / 2
  }

  /// Where there is no rest: how many held-out pixels are above a threshold that is given.
  package init?(_ unit: Halves, threshold: Double) {
    guard unit.isEnough else { return nil }
    self.threshold = threshold
    accuracy = Self.share(unit.judged, above: threshold)
  }

  private static func share(_ scores: [Double], above limit: Double) -> Double {
    Double(scores.reduce(0) { $0 + ($1 > limit ? 1 : 0) }) / Double(scores.count)
  }

  /// The threshold that tells the two apart best, midway between two scores.
  private static func threshold(_ own: [Double], _ rest: [[Double]]) -> Double {
    var steps = own.map { (score: $0, gain: 1 / Double(own.count)) }
    for other in rest {
      let loss = -1 / Double(other.count * rest.count)
      steps += other.map { ($0, loss) }
    }
    steps.sort { $0.score > $1.score }
    var (sum, best, limit) = (0.0, 0.0, Double.infinity)
    for (index, step) in steps.enumerated() {
      sum += step.gain
      let next = index + 1 < steps.count ? steps[index + 1].score : -.infinity
      // Rounding must not choose between thresholds that are equally good.
      guard next < step.score, sum > best + 1e-9 else { continue }
      (best, limit) = (sum, next.isFinite ? (step.score + next) / 2 : next)
    }
    return limit
  }
}
