/// The spectral rules of a scene with their bands found: rejects pixels row
/// by row. Where a rule has no value nothing is rejected.
package struct SpectralMaskPlan: Sendable {
  /// Names of the rules: a pixel counts for the first that rejects it.
  package let names: [String]
  /// What each rule looks at, by the names of the bands.
  package let bands: [[String]]
  /// Planes of the bands that the scene is learnt from, which come first;
  /// they become 0 where a pixel is rejected.
  private let learnt: Int
  private let tests: [Test]

  fileprivate struct Test: Sendable {
    var expression: BoundExpression
    /// Of the bands that it looks at.
    var planes: [Int]
    var above: Float
    var below: Float
  }

  /// Pixels that are worked on together.
  private static let chunk = 512

  /// `bands` are those that are read: the first `learnt` ones to learn from,
  /// the others for masks only.
  package init(_ rules: [SpectralRule], on bands: FeatureBands, learnt: Int) throws {
    names = rules.map(\.name)
    self.bands = try rules.map { rule in
      try rule.bound(to: bands).planes.map { bands.list[$0].name }
    }
    self.learnt = learnt
    tests = try rules.map { rule in
      let (expression, planes) = try rule.bound(to: bands)
      return Test(
        expression: BoundExpression(expression, planes: planes), planes: planes,
        above: rule.above.map { Float($0) } ?? -.infinity,
        below: rule.below.map { Float($0) } ?? .infinity)
    }
  }

  /// What a rule has rejected.
  package struct Rejected: Sendable, Equatable {
    package var pixels = 0
    /// Sums of the bands that it looks at, in millionths: whole numbers, so that
    /// it does not matter who adds what first.
    package var millionths: [Int]

    package static func += (a: inout Rejected, b: Rejected) {
      a.pixels += b.pixels
      for index in a.millionths.indices { a.millionths[index] &+= b.millionths[index] }
    }

    /// Means of the bands.
    package var means: [Double]? {
      pixels == 0 ? nil : millionths.map { Double($0) / 1e6 / Double(pixels) }
    }
  }

  package var nothing: [Rejected] {
    tests.map { Rejected(millionths: [Int](repeating: 0, count: $0.planes.count)) }
  }

  /// Applies the rules to some rows and returns what each has rejected.
  package func apply(to target: PlanarRows, rows: Range<Int>) -> [Rejected] {
    var counts = nothing
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
          test.reject(
            scratch, target, at: at, count: count, planes: learnt, into: &counts[index])
        }
      }
    }
    return counts
  }
}

extension SpectralMaskPlan.Test {
  /// Infinities of the thresholds are none: infinite values are not values.
  fileprivate func reject(
    _ values: UnsafePointer<Float>, _ target: PlanarRows, at start: Int, count: Int,
    planes learnt: Int, into rejected: inout SpectralMaskPlan.Rejected
  ) {
    for index in 0..<count where values[index] > above && values[index] < below {
      guard target.valid[start + index] != 0 else { continue }
      target.valid[start + index] = 0
      rejected.pixels += 1
      for (band, plane) in planes.enumerated() {
        let value = max(-1e9, min(1e9, target.plane(plane)[start + index]))
        if !value.isNaN { rejected.millionths[band] &+= Int((value * 1e6).rounded()) }
      }
      for plane in 0..<learnt { target.plane(plane)[start + index] = 0 }
    }
  }
}
