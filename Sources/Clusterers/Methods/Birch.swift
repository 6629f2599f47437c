import Fitting
import Kernels
import Rasters

/// BIRCH: a tree of clustering features gathers samples into subclusters no
/// wider than a threshold in one pass, and Ward's hierarchy groups their
/// centroids. Once fitted, a sample belongs to the group of its nearest
/// subcluster, which is what ``WardClusterer`` does.
enum Birch {
  static let method = ClustererMethod(
    name: "birch",
    summary: "subclusters of bounded radius in one pass, grouped by Ward's hierarchy",
    source: "Zhang, Ramakrishnan and Livny, SIGMOD 1996; scikit-learn's definition",
    parameters: [
      Parameter(
        "threshold", .number(0...1e9), default: .number(0.5),
        "largest root mean square distance of a subcluster's samples from their mean"),
      Parameter(
        "branching", .integer(2...10_000), default: .integer(50), "most entries of a node"),
      Parameter(
        "fit-samples", .integer(1000...10_000_000), default: .integer(20_000),
        "most samples that the tree is made of"),
    ],
    fit: { codes, clusters, parameters, context in
      try fit(codes, clusters: clusters, parameters: parameters, context: context)
    },
    restore: { tensors, _ in try WardClusterer(tensors: tensors) })

  /// The least share of the threshold that is asked for: below it, the threshold is 0.
  private static let leastShare = 1e-9

  private static func fit(
    _ all: PlanarMatrix, clusters: Int, parameters: Parameters, context: FitContext
  ) throws -> Fit<any Clusterer> {
    try DistinctSamples.require(clusters, in: all)
    let limit = parameters.integer("fit-samples")
    let codes = all.gathering(
      ClusterQuality.draw(limit, of: Array(0..<all.count), seed: context.seed))
    let mean = Covariance.means(of: codes)
    guard mean.allSatisfy(\.isFinite) else {
      throw Failure("birch: the codes hold values that are not finite")
    }
    let asked = parameters.number("threshold")
    let (tree, threshold) = try tree(
      codes, mean: mean, clusters: clusters, parameters: parameters, context: context)
    let count = tree.centroids.count / max(1, codes.features)
    guard count >= clusters else {
      throw Failure("birch finds \(count) subclusters, too few for \(clusters) groups")
    }
    let ward = try WardRounds.tree(
      centres: tree.centroids, width: codes.features,
      weights: [Double](repeating: 1, count: count), context: context)
    var notes = FitNotes()
    notes.facts = ["subclusters": Double(count)]
    if threshold < asked {
      notes.warnings.append(
        "birch: a threshold of \(asked) gathers the samples into fewer than \(clusters) "
          + "subclusters; \(threshold) is taken")
    }
    let book = KMeansClusterer(
      mean: mean.map(Float.init), centres: tree.centroids.map(Float.init))
    return Fit(WardClusterer(codebook: book, groups: ward.groups(clusters)), notes: notes)
  }

  /// The tree of the asked threshold, or of the largest half, quarter and so on of it that leaves
  /// as many subclusters as `clusters`.
  private static func tree(
    _ codes: PlanarMatrix, mean: [Double], clusters: Int, parameters: Parameters,
    context: FitContext
  ) throws -> (tree: BirchTree, threshold: Double) {
    let (asked, branching) = (parameters.number("threshold"), parameters.integer("branching"))
    func tree(_ threshold: Double) throws -> BirchTree {
      try BirchTree(
        codes, mean: mean, threshold: threshold, branching: branching, context: context)
    }
    var threshold = asked
    var found = try tree(threshold)
    // Codes come in all sizes; distinct samples, of which there are enough, are
    // apart in the end.
    while found.centroids.count / max(1, codes.features) < clusters, threshold > 0 {
      threshold = threshold > asked * leastShare ? threshold / 2 : 0
      found = try tree(threshold)
    }
    return (found, threshold)
  }
}
