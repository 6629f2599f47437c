/// How closely each number of units is looked at.
package struct SweepSettings: Sendable, Equatable {
  /// Samples that numbers are tried on at least. Few of them find the right number as well as many
  /// or better: the more there are, the more is a cluster that is no exact Gaussian cut up.
  package var samples = 4000
  /// The largest number of units.
  package var most = 1
  /// As many for each unit of the largest number, at least.
  package var samplesOfUnit = 100
  /// Fits whose agreement is the stability, each with its own seed.
  package var seeds: Int
  /// References of the gap statistic; 0 leaves it out.
  package var references: Int
  /// Most samples that a fit of the stability sees: half of all where that
  /// is less.
  package var stabilitySamples = 20_000
  /// Samples that the gap statistic clusters, and points of a reference.
  package var gapSamples = 2000

  package init(seeds: Int = 5, references: Int = 5) {
    self.seeds = seeds
    self.references = references
  }

  /// Samples that all numbers are tried on.
  var drawn: Int { max(samples, samplesOfUnit * most) }
}
