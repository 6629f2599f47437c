package import Fitting

/// What one number of units looks like. Indices are nil where they are not
/// defined; all but BIC are taken in the one space of the sweep.
package struct UnitTrial: Sendable, Equatable {
  package var units: Int
  package var quality: ClusterQuality
  /// The mixture's own, of its codes; else that of spheres about the
  /// centroids. Smaller is better.
  package var bic: Double?
  package var gap: Double?
  package var gapError: Double?
  /// Mean adjusted Rand index over pairs of seeds, and its deviation.
  package var stability: Double?
  package var stabilityDeviation: Double?
  /// Share of the samples in the smallest unit.
  package var smallestShare: Double
  package var notes: FitNotes
}
