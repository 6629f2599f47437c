import Clusterers
import Fitting
import Kernels

extension UnitSweep {
  /// How alike maps from different seeds are: each seed draws its own half
  /// of the samples and its own starts, and the fits label the same samples
  /// (Ben-Hur, Elisseeff and Guyon, "A stability based method for discovering
  /// structure in clustered data", PSB 2002). Nil for fewer than two seeds,
  /// and where a half has fewer different samples than there are units.
  func stability(units: Int) throws -> LabelStability? {
    guard settings.seeds > 1, units > 1 else { return nil }
    let judged = codes.gathering(draw(settings.stabilitySamples, seed: context.seed))
    let labelings = try context.workers.map(settings.seeds) { _, seed in
      try labels(of: judged, units: units, seed: seed + 1)
    }
    return try LabelStability(of: labelings.compactMap { $0 })
  }

  /// A function of the seed alone, so that all numbers of units see the same
  /// halves.
  private func labels(of judged: PlanarMatrix, units: Int, seed: Int) throws -> [Int32]? {
    let own = aside(seed: seed)
    let half = codes.gathering(
      draw(min(codes.count / 2, settings.stabilitySamples), seed: own.seed))
    guard DistinctSamples.count(in: half, upTo: units) >= units else { return nil }
    return try method.fit(half, units, parameters, own).step.labels(of: judged)
  }

  func draw(_ limit: Int, seed: UInt64) -> [Int] {
    ClusterQuality.draw(limit, of: Array(0..<codes.count), seed: seed)
  }
}
