package import Fitting
package import Kernels

extension Clusterer {
  /// Labels and margins of a clusterer whose logits are log probabilities: the most probable
  /// cluster, and its probability less that of the second.
  package func assignMostProbable(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    let p = scratch.floats(.probabilities, clusters * Chunk.pixels)
    logits(
      codes, stride: stride, count: count, into: p, logitStride: Chunk.pixels, scratch: scratch)
    Planar.responsibilities(
      components: clusters, count: count, p: p, stride: Chunk.pixels, labels: labels,
      margin: margins, evidence: nil)
  }

  /// For clusterers by distance, whose logits are minus half the squared
  /// distance: one over the variance of a code unit within clusters, so that
  /// every cluster counts as a Gaussian of the same spread in all directions.
  package func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double {
    Self.inverseVariance(of: codes, labels: labels, clusters: clusters)
  }

  /// One over the mean squared deviation of a code unit from the mean of its
  /// cluster; 1 where there is none.
  static func inverseVariance(
    of codes: PlanarMatrix, labels: [Int32], clusters: Int
  ) -> Double {
    var counts = [Double](repeating: 0, count: clusters)
    for label in labels { counts[Int(label)] += 1 }
    var squares = 0.0
    for unit in 0..<codes.features {
      let row = codes.row(unit)
      var sums = [Double](repeating: 0, count: clusters)
      for (label, value) in zip(labels, row) { sums[Int(label)] += Double(value) }
      let means = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
      for (label, value) in zip(labels, row) {
        let step = Double(value) - means[Int(label)]
        squares += step * step
      }
    }
    let variance = squares / Double(max(1, codes.count * codes.features))
    // A float holds it, and its product with any logit that a float holds.
    return variance > 1e-30 && variance.isFinite ? 1 / variance : 1
  }
}
