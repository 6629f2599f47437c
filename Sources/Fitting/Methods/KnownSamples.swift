package import Kernels

/// Samples whose units are known before the fit. Known units are the first
/// clusters, in the order of their classes.
package struct KnownSamples: Sendable {
  /// Codes [code units][samples].
  package var codes: PlanarMatrix
  /// The class of every sample, from 0; every class has some.
  package var classes: [Int]
  package var classCount: Int
  /// Number of the place (polygon, point, square) that every sample lies in; one number may stand
  /// for places of several classes.
  package var places: [Int]

  /// Without places every class has a single one.
  package init(
    codes: PlanarMatrix, classes: [Int], classCount: Int, places: [Int]? = nil
  ) {
    self.codes = codes
    self.classes = classes
    self.classCount = classCount
    self.places = places ?? classes.map { _ in 0 }
  }

  package var count: Int { classes.count }

  /// The samples of every class.
  package var members: [[Int]] {
    var out = [[Int]](repeating: [], count: classCount)
    for (index, label) in classes.enumerated() { out[label].append(index) }
    return out
  }

  /// What the labelled samples of a class weigh together, in average clusters.
  /// Found by trying on North Carolina (Landsat 7, 7 classes from 34 polygons,
  /// all known, mean held-out accuracy over 5 seeds): 0.03 gives 0.36, 0.3 0.49,
  /// 1 0.54, 3 0.60, 10 0.63, the same as 100; the more weight, the more a few
  /// samples alone shape a component.
  static let pull = 3.0

  /// What one labelled sample of each class weighs beside `samples` that have
  /// no label: those of a class together as ``pull`` average clusters of
  /// `clusters`, or as many as they are where that is more. So a few outcrops
  /// hold their unit in its place, and many are not watered down.
  package func weights(samples: Int, clusters: Int) -> [Double] {
    var counts = [Double](repeating: 0, count: classCount)
    for label in classes { counts[label] += 1 }
    let average = Double(samples) / Double(max(1, clusters))
    return counts.map { max(1, Self.pull * average / max(1, $0)) }
  }

  package func mapped(_ change: (PlanarMatrix) -> PlanarMatrix) -> KnownSamples {
    KnownSamples(
      codes: change(codes), classes: classes, classCount: classCount, places: places)
  }

  /// The samples at `indices`, in that order.
  package func gathering(_ indices: [Int]) -> KnownSamples {
    KnownSamples(
      codes: codes.gathering(indices), classes: indices.map { classes[$0] },
      classCount: classCount, places: indices.map { places[$0] })
  }
}
