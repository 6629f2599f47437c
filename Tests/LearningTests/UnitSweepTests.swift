import Ensembles
import Foundation
import Kernels
import Testing

@testable import Clusterers
@testable import Fitting
@testable import Learning

/// Sweeps over samples whose number of clusters is known.
@Suite struct UnitSweepTests {
  static let clusterers = ClustererMethod.all.map(\.name)

  /// `k` round clusters of unit deviation on a circle.
  private func samples(_ count: Int, k: Int, radius: Double = 15) -> PlanarMatrix {
    var random = RandomSequence(seed: 3)
    var out = PlanarMatrix(features: 2, count: count)
    for index in 0..<count {
      let turn = 2 * Double.pi * Double(index % k) / Double(k)
      out[0, index] = Float(radius * cos(turn) + random.normal())
      out[1, index] = Float(radius * sin(turn) + random.normal())
    }
    return out
  }

  private func sweep(
    _ samples: PlanarMatrix, _ clusterer: String, seeds: Int = 3, workers: Int = 2
  ) throws -> UnitSweep {
    let recipe = Recipe(scaling: .none, encoder: "identity", clusterer: clusterer, units: 2)
    let context = FitContext(seed: 7, workers: Workers(workers))
    let encoding = try recipe.fitEncoding(
      Samples(values: samples), extremes: [], context: context)
    return try UnitSweep(
      recipe, encoding, samples: samples, codes: samples, space: samples,
      settings: SweepSettings(seeds: seeds),
      context: context)
  }

  @Test(arguments: ["k-means", "gaussian-mixture"])
  func findsRoundClusters(_ clusterer: String) throws {
    let sweep = try sweep(samples(1500, k: 5), clusterer)
    let trials = try (2...9).map { try sweep.trial(units: $0) }
    #expect(UnitChoice(among: trials)?.units == 5)
    let five = trials[3]
    #expect(five.stability ?? 0 > 0.99)
    #expect(five.quality.silhouette ?? 0 > 0.7)
    #expect(abs(five.smallestShare - 0.2) < 0.01)
    let gaps = trials.map { (units: $0.units, gap: $0.gap ?? 0, error: $0.gapError ?? 0) }
    #expect(GapStatistic.choice(gaps) == 5)
  }

  @Test(arguments: clusterers)
  func workersDoNotMatter(_ clusterer: String) throws {
    let samples = samples(600, k: 4)
    let trials = try [1, 2, 5].map {
      try sweep(samples, clusterer, workers: $0).trial(units: 4)
    }
    #expect(trials[0] == trials[1])
    #expect(trials[0] == trials[2])
  }

  @Test func oneSeedHasNoStability() throws {
    let trial = try sweep(samples(300, k: 3), "k-means", seeds: 1).trial(units: 3)
    #expect(trial.stability == nil && trial.stabilityDeviation == nil)
  }

  @Test func oneUnit() throws {
    let trial = try sweep(samples(300, k: 3), "k-means").trial(units: 1)
    #expect(trial.stability == nil)
    #expect(trial.quality.silhouette == nil)
    #expect(trial.quality.inertia ?? 0 > 0)
    #expect(trial.smallestShare == 1)
  }

  /// As many units as different samples: W is 0, so that BIC and gap are not
  /// defined, and a half may hold too few of them.
  @Test func duplicates() throws {
    var few = PlanarMatrix(features: 1, count: 64)
    for index in 0..<64 { few[0, index] = Float(index % 4) }
    let sweep = try sweep(few, "k-means")
    #expect(sweep.distinctSamples(upTo: 10) == 4)
    let trial = try sweep.trial(units: 4)
    #expect(trial.quality.inertia == 0)
    #expect(trial.bic == nil && trial.gap == nil)
    #expect(throws: (any Error).self) { try sweep.trial(units: 5) }
  }
}
