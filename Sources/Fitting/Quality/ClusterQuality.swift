package import Kernels
import Rasters

/// How well a clustering divides its feature space, judged without a
/// reference. Every index is scikit-learn's of the same name; nil where it is
/// not defined (one cluster, as many clusters as samples, values that are not
/// finite). Clusters without members are left out of all of them.
package struct ClusterQuality: Codable, Sendable, Equatable {
  /// Samples with a label in 0 ..< k.
  package var samples: Int
  /// Clusters that have members.
  package var clusters: Int
  /// Clusters that have none.
  package var emptyClusters: Int
  /// Sum of squared distances from the clusters' means.
  package var inertia: Double?
  /// Smaller is better; from 0.
  package var daviesBouldin: Double?
  /// Larger is better; from 0.
  package var calinskiHarabasz: Double?
  /// Larger is better; -1 to 1.
  package var silhouette: Double?
  /// How many samples the silhouette was computed on.
  package var silhouetteSamples: Int

  /// What a silhouette may be computed on at most: its time grows with the
  /// square.
  package static let largestSilhouette = 5000

  /// Judges `labels` (0 ..< clusters; others are passed over) of samples
  /// [features][samples]. Where there are more than `silhouetteSamples`
  /// samples, the silhouette is that of as many drawn by the context's seed.
  package init(
    of samples: PlanarMatrix, labels: [Int32], clusters: Int,
    silhouetteSamples: Int = 2000, context: FitContext = FitContext()
  ) throws {
    guard labels.count == samples.count else {
      throw Failure(
        "\(labels.count) labels were given for \(samples.count) samples; there must be one for each"
      )
    }
    let groups = LabelGroups(labels: labels, clusters: clusters)
    let moments = ClusterMoments(of: samples, groups: groups)
    self.samples = groups.members
    self.clusters = groups.count
    emptyClusters = max(0, clusters) - groups.count

    let limit = min(max(0, silhouetteSamples), Self.largestSilhouette)
    let drawn = Self.draw(limit, of: groups.indices, seed: context.seed)
    let part = LabelGroups(labels: drawn.map { labels[$0] }, clusters: clusters)
    self.silhouetteSamples = drawn.count
    guard let inertia = moments.inertia, inertia.isFinite else { return }
    self.inertia = inertia
    daviesBouldin = moments.daviesBouldin.finite
    calinskiHarabasz = moments.calinskiHarabasz.finite
    silhouette = try Silhouette(of: samples.gathering(drawn), groups: part)
      .mean(context: context).finite
  }

  /// `limit` of the indices in their order, each subset equally likely; all
  /// of them where there are no more.
  package static func draw(_ limit: Int, of indices: [Int], seed: UInt64) -> [Int] {
    guard indices.count > limit else { return indices }
    var random = RandomSequence(seed: seed, stream: 0x7369_6c68)
    var pool = indices
    for slot in 0..<limit {
      pool.swapAt(slot, slot + random.index(below: pool.count - slot))
    }
    return pool.prefix(limit).sorted()
  }
}

extension Double? {
  /// Nil in place of infinities and NaN, which JSON cannot hold.
  var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}
