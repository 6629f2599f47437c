/// The flux within ellipses of one centre and shape as a share of that
/// within the largest.
final class CurveOfGrowth {
  private let sums: RunningSums
  private let shape: Ellipse
  private let total: Double
  private var grid: [Double] = [0]
  private static let steps = 99

  /// - Parameter shape: the largest ellipse.
  init(_ sums: RunningSums, shape: Ellipse, findings: Findings) {
    self.sums = sums
    self.shape = shape
    let flux = sums.sum(in: shape)
    if !(flux > 0) { findings.note(.radiusOfNoFlux) }
    total = abs(flux)
  }

  /// The semi-major axis within which the share first exceeds `fraction`.
  func radius(_ fraction: Double) -> Double {
    guard total > 0 else { return shape.a }
    for k in 1...Self.steps {
      if grid.count == k { grid.append(share(radius(at: k))) }
      guard grid[k] > fraction else { continue }
      return BrentRoot.find(radius(at: k - 1), radius(at: k), tolerance: 1e-6) {
        $0 == 0 ? -fraction : self.share($0) - fraction
      } ?? radius(at: k)
    }
    return shape.a
  }

  private func radius(at k: Int) -> Double {
    k == Self.steps ? shape.a : Double(k) * (shape.a / Double(Self.steps))
  }

  private func share(_ a: Double) -> Double { abs(sums.sum(in: shape.scaled(to: a))) / total }
}
