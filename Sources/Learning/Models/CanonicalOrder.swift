import Fitting
package import Kernels

/// The numbering of units that does not depend on the order in which a
/// clusterer happened to find them.
package enum CanonicalOrder {
  /// The unit (from 1) of every cluster, from the darkest to the brightest.
  ///
  /// A cluster's brightness is the mean over its samples and over all bands
  /// of the band value in standard deviations from the band's mean, so that
  /// every band counts alike whatever its unit. Clusters without samples
  /// come last. The first `known` clusters are known units and keep their
  /// places before all others.
  package static func units(
    samples: PlanarMatrix, labels: [Int32], clusters: Int, known: Int = 0
  ) -> [Int] {
    var sums = [Double](repeating: 0, count: clusters)
    var counts = [Double](repeating: 0, count: clusters)
    for band in 0..<samples.features {
      let scaler = Scaler.fit(.zScore, to: rowMatrix(samples, band), extremes: [])
      for (label, value) in zip(labels, samples.row(band)) {
        sums[Int(label)] += (Double(value) - scaler.centre[0]) * scaler.gain[0]
      }
    }
    for label in labels { counts[Int(label)] += 1 }
    let brightness = zip(sums, counts).map { $1 > 0 ? $0 / $1 : .infinity }
    let order =
      Array(0..<known)
      + (known..<clusters).sorted { (brightness[$0], $0) < (brightness[$1], $1) }
    var units = [Int](repeating: 0, count: clusters)
    for (rank, cluster) in order.enumerated() { units[cluster] = rank + 1 }
    return units
  }

  private static func rowMatrix(_ samples: PlanarMatrix, _ band: Int) -> PlanarMatrix {
    PlanarMatrix(rows: [Array(samples.row(band))])
  }
}
