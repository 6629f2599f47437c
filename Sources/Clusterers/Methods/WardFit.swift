import Fitting
import Kernels
import Rasters

/// Fits Ward's hierarchy: a k-means codebook of the samples, weighted by how
/// many samples each centre stands for, then merges. The notes hold the
/// heights of the last merges, highest first.
struct WardFit {
  /// Heights that the notes hold at most.
  private static let heights = 64

  let clusters: Int
  let parameters: Parameters
  let context: FitContext
  private let x: PlanarMatrix

  init(
    _ codes: PlanarMatrix, clusters: Int, parameters: Parameters, context: FitContext
  ) throws {
    try DistinctSamples.require(clusters, in: codes)
    guard clusters <= parameters.integer("codebook") else {
      throw Failure.usage(
        "\(clusters) units cannot be made of a codebook of \(parameters.integer("codebook")): "
          + "raise 'codebook'")
    }
    self.clusters = clusters
    self.parameters = parameters
    self.context = context
    let limit = parameters.integer("fit-samples")
    let part = codes.gathering(
      ClusterQuality.draw(limit, of: Array(0..<codes.count), seed: context.seed))
    let isEnough = DistinctSamples.count(in: part, upTo: clusters) >= clusters
    x = isEnough ? part : codes
  }

  func run() throws -> Fit<any Clusterer> {
    let (codebook, weights) = try codebook()
    let d = codebook.inputs
    let centres = (0..<codebook.clusters).map { index in
      codebook.centres[index * d..<(index + 1) * d].map(Double.init)
    }
    guard centres.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw Failure("ward: the codes hold values that are not finite")
    }
    context.progress("ward", 0)
    let tree = try WardTree(centres: centres, weights: weights, checkpoint: context.checkpoint)
    return Fit(
      WardClusterer(codebook: codebook, groups: tree.groups(clusters)), notes: notes(tree))
  }

  private func notes(_ tree: WardTree) -> FitNotes {
    var notes = FitNotes()
    let highest = tree.merges.suffix(Self.heights).reversed().map(\.height)
    notes.curves = [.init(name: "merge-heights", values: Array(highest))]
    notes.facts = ["codebook": Double(tree.points)]
    return notes
  }

  /// Centres with the samples nearest to them; centres without any are left
  /// out.
  private func codebook() throws -> (KMeansClusterer, [Double]) {
    let book = try centres()
    var weights = [Double](repeating: 0, count: book.clusters)
    for label in try book.labels(of: x, workers: context.workers) { weights[Int(label)] += 1 }
    let used = weights.indices.filter { weights[$0] > 0 }
    guard used.count < book.clusters, used.count >= clusters else {
      return (book, weights.map { max($0, 1) })
    }
    let kept = used.flatMap { book.centres[$0 * book.inputs..<($0 + 1) * book.inputs] }
    return (KMeansClusterer(mean: book.mean, centres: kept), used.map { weights[$0] })
  }

  private func centres() throws -> KMeansClusterer {
    let size = parameters.integer("codebook")
    let distinct = DistinctSamples.columns(of: x, upTo: size + 1)
    if distinct.count <= size { return every(x.gathering(distinct)) }
    let settings = Parameters(
      KMeansClusterer.method.parameters,
      given: [
        "restarts": .integer(1), "init": .text("k-means||"),
        "max-iterations": .integer(parameters.integer("max-iterations")),
      ])
    let fit = try KMeansFit(x, clusters: size, parameters: settings, context: context)
    let best = try fit.best { try fit.lloyd(from: fit.oversampledCentres(start: $0)) }
    return KMeansClusterer(mean: fit.mean, centres: best.centres)
  }

  /// Every different sample as a centre of its own.
  private func every(_ samples: PlanarMatrix) -> KMeansClusterer {
    let mean = Covariance.means(of: samples).map(Float.init)
    let centres = (0..<samples.count).flatMap { index in
      zip(samples.sample(index), mean).map { $0 - $1 }
    }
    return KMeansClusterer(mean: mean, centres: centres)
  }
}
