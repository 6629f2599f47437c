import Fitting
import Kernels

/// Mini-batch k-means (Sculley, "Web-scale k-means clustering", WWW 2010,
/// algorithm 1): batches of samples are assigned, and each sample then pulls
/// its centre c by
///
///     c += (x - c) / v_c
///
/// with v_c the samples that c has been given so far. What comes out is a
/// k-means like any other.
enum MiniBatchKMeans {
  static let method = ClustererMethod(
    name: "mini-batch-k-means",
    summary: "k-means learnt from small batches: for many units, a little less exact",
    source: "Sculley, WWW 2010",
    parameters: [
      Parameter("restarts", .integer(1...1000), default: .integer(3), "starts; the best is kept"),
      Parameter("batch", .integer(16...1_000_000), default: .integer(1024), "samples in a batch"),
      Parameter("batches", .integer(1...1_000_000), default: .integer(200), "batches per start"),
    ],
    fit: { codes, clusters, parameters, context in
      let fit = try KMeansFit(
        codes, clusters: clusters, parameters: parameters, context: context)
      let best = try fit.best { try attempt(fit, start: $0) }
      return Fit(
        KMeansClusterer(mean: fit.mean, centres: best.centres), notes: fit.notes(best))
    },
    restore: { tensors, _ in try KMeansClusterer(tensors: tensors) })

  private static func attempt(_ fit: KMeansFit, start: Int) throws -> KMeansFit.Attempt {
    var random = RandomSequence(seed: fit.context.seed, stream: UInt64(9000 + start))
    var centres = try seeds(fit, start: start, &random).map(Double.init)
    var taken = [Double](repeating: 0, count: fit.clusters)
    let batches = fit.parameters.integer("batches")
    for _ in 0..<batches {
      try fit.context.checkpoint()
      let picks = (0..<fit.parameters.integer("batch")).map { _ in
        random.index(below: fit.x.count)
      }
      pull(&centres, &taken, by: fit.x.gathering(picks))
    }
    let floats = centres.map(Float.init)
    return KMeansFit.Attempt(
      centres: floats, inertia: try fit.assignAll(to: floats).inertia, iterations: batches,
      converged: true)
  }

  /// k-means++ on a few batches' worth of samples, or on all where those are
  /// too few for the clusters.
  private static func seeds(
    _ fit: KMeansFit, start: Int, _ random: inout RandomSequence
  ) throws -> [Float] {
    let limit = max(3 * fit.parameters.integer("batch"), 10 * fit.clusters)
    let picks = ClusterQuality.draw(limit, of: Array(0..<fit.x.count), seed: random.bits())
    let part = fit.x.gathering(picks)
    let isEnough = DistinctSamples.count(in: part, upTo: fit.clusters) >= fit.clusters
    return try (isEnough ? fit.on(part) : fit).startingCentres(start: start)
  }

  private static func pull(
    _ centres: inout [Double], _ taken: inout [Double], by batch: PlanarMatrix
  ) {
    let d = batch.features
    for (sample, label) in nearest(centres.map(Float.init), batch).enumerated() {
      let cluster = Int(label)
      taken[cluster] += 1
      for feature in 0..<d {
        let place = cluster * d + feature
        centres[place] += (Double(batch[feature, sample]) - centres[place]) / taken[cluster]
      }
    }
  }

  private static func nearest(_ centres: [Float], _ batch: PlanarMatrix) -> ArraySlice<Int32> {
    var labels = [Int32](repeating: 0, count: batch.stride)
    var best = [Float](repeating: 0, count: batch.stride)
    var second = best
    batch.withUnsafePointer { x in
      Planar.nearest(
        clusters: centres.count / max(1, batch.features), features: batch.features,
        count: batch.stride, centres: centres,
        halfSquares: KMeansClusterer.halfSquares(of: centres, width: batch.features), x: x,
        xStride: batch.stride, labels: &labels, best: &best, second: &second)
    }
    return labels.prefix(batch.count)
  }
}
