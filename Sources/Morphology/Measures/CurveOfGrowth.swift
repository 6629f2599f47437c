/// The flux within ellipses of one centre and shape as a share of that
/// within the largest.
final class CurveOfGrowth {
  private let sums: RunningSums
  private let shape: Ellipse
  private let total: Double
  /// At each step, a bound of the share, and the share once it was needed.
  private var grid: [(most: Double, share: Double?)] = [(0, 0)]
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
      guard exceeds(fraction, at: k) else { continue }
      return BrentRoot.find(radius(at: k - 1), radius(at: k), tolerance: 1e-6) {
        $0 == 0 ? -fraction : self.share($0) - fraction
      } ?? radius(at: k)
    }
    return shape.a
  }

  private func exceeds(_ fraction: Double, at k: Int) -> Bool {
    if grid.count == k {
      grid.append((sums.mostSum(in: shape.scaled(to: radius(at: k))) / total, nil))
    }
    // Sums differ by their last bits.
    guard grid[k].most > fraction * (1 - 1e-9) else { return false }
    let share = grid[k].share ?? self.share(radius(at: k))
    grid[k].share = share
    return share > fraction
  }

  private func radius(at k: Int) -> Double {
    k == Self.steps ? shape.a : Double(k) * (shape.a / Double(Self.steps))
  }

  private func share(_ a: Double) -> Double { abs(sums.sum(in: shape.scaled(to: a))) / total }
}
