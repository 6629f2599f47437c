/// The spectral rules of a scene with their bands found: rejects pixels row
/// by row. Where a rule has no value nothing is rejected.
package struct SpectralMaskPlan: Sendable {
  /// Names of the rules: a pixel counts for the first that rejects it.
  package let names: [String]
  /// Planes of the bands that the scene is learnt from, which come first;
  /// they become 0 where a pixel is rejected.
  private let learnt: Int
  private let tests: [Test]

  fileprivate struct Test: Sendable {
    var expression: BoundExpression
    var above: Float
    var below: Float
  }

  /// Pixels that are worked on together.
  private static let chunk = 512

  /// `bands` are those that are read: the first `learnt` ones to learn from,
  /// the others for masks only.
  package init(_ rules: [SpectralRule], on bands: FeatureBands, learnt: Int) throws {
    names = rules.map(\.name)
    self.learnt = learnt
    tests = try rules.map { rule in
      let (expression, planes) = try rule.bound(to: bands)
      return Test(
        expression: BoundExpression(expression, planes: planes),
        above: rule.above.map { Float($0) } ?? -.infinity,
        below: rule.below.map { Float($0) } ?? .infinity)
    }
  }

  /// Applies the rules to some rows and returns how many pixels each has
  /// rejected.
  package func apply(to target: FeatureRows, rows: Range<Int>) -> [Int] {
    var counts = [Int](repeating: 0, count: tests.count)
    guard let depth = tests.map(\.expression.depth).max() else { return counts }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: depth * Self.chunk) {
      guard let scratch = $0.baseAddress else { return }
      scratch.initialize(repeating: 0, count: depth * Self.chunk)
      let (start, end) = (
        target.start(ofRow: rows.lowerBound), target.start(ofRow: rows.upperBound)
      )
      for at in stride(from: start, to: end, by: Self.chunk) {
        let count = min(Self.chunk, end - at)
        for (index, test) in tests.enumerated() {
          test.expression.run(
            target, at: at, count: count, scratch: scratch, rowStride: Self.chunk)
          counts[index] += test.reject(scratch, target, at: at, count: count, planes: learnt)
        }
      }
    }
    return counts
  }
}

extension SpectralMaskPlan.Test {
  /// Infinities of the thresholds are none: infinite values are not values.
  fileprivate func reject(
    _ values: UnsafePointer<Float>, _ target: FeatureRows, at start: Int, count: Int, planes: Int
  ) -> Int {
    var rejected = 0
    for index in 0..<count where values[index] > above && values[index] < below {
      guard target.valid[start + index] != 0 else { continue }
      target.valid[start + index] = 0
      rejected += 1
      for plane in 0..<planes { target.plane(plane)[start + index] = 0 }
    }
    return rejected
  }
}
