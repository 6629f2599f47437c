package import Kernels

/// Samples whose units are known before the fit. Known units are the first
/// clusters, in the order of their classes.
package struct KnownSamples: Sendable {
  /// Codes [code units][samples].
  package var codes: PlanarMatrix
  /// The class of every sample, from 0; every class has some.
  package var classes: [Int]
  package var classCount: Int

  package init(codes: PlanarMatrix, classes: [Int], classCount: Int) {
    self.codes = codes
    self.classes = classes
    self.classCount = classCount
  }

  /// What one labelled sample of each class weighs beside `samples` that have
  /// no label: those of a class together as much as an average cluster of
  /// `clusters`, or as many as they are where that is more. So a few outcrops
  /// hold their unit in its place, and many are not watered down.
  func weights(samples: Int, clusters: Int) -> [Double] {
    var counts = [Double](repeating: 0, count: classCount)
    for label in classes { counts[label] += 1 }
    let average = Double(samples) / Double(max(1, clusters))
    return counts.map { max(1, average / max(1, $0)) }
  }

  func mapped(_ change: (PlanarMatrix) -> PlanarMatrix) -> KnownSamples {
    KnownSamples(codes: change(codes), classes: classes, classCount: classCount)
  }
}
