/// How closely each number of units is looked at.
package struct SweepSettings: Sendable, Equatable {
  /// Fits whose agreement is the stability, each with its own seed.
  package var seeds: Int
  /// References of the gap statistic; 0 leaves it out.
  package var references = 5
  /// Most samples that a fit of the stability sees: half of all where that
  /// is less.
  package var stabilitySamples = 20_000
  /// Samples that the gap statistic clusters, and points of a reference.
  package var gapSamples = 2000

  package init(seeds: Int = 5) { self.seeds = seeds }
}
