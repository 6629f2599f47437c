import Fitting
import Foundation
import Kernels
import Rasters

/// Fits a Gaussian mixture by expectation maximisation, started from k-means.
/// Densities are Float32, all sums Double in block order.
struct GaussianMixtureFit {
  private static let block = 4096

  let clusters: Int
  let parameters: Parameters
  private(set) var context: FitContext
  /// Centred codes.
  private let x: PlanarMatrix
  private let mean: [Float]
  /// What is added to the diagonal of every covariance.
  private let ridge: Double
  /// To the space in which starts are sought: with noise at unit variance
  /// the components of most signal would decide them alone.
  private let unitVariance: Scaler
  /// Weighted moments of labelled samples, whose responsibilities are fixed;
  /// nil without any.
  private var anchors: Moments?

  init(
    _ codes: PlanarMatrix, clusters: Int, parameters: Parameters, context: FitContext
  ) throws {
    try DistinctSamples.require(clusters, in: codes)
    self.clusters = clusters
    self.parameters = parameters
    self.context = context
    let drawn = Self.thinned(codes, to: parameters.integer("fit-samples"), seed: context.seed)
    let centre = Scaler.centring(drawn)
    mean = centre.centre.map(Float.init)
    x = centre.apply(drawn)
    let scatter = Covariance.scatter(of: x, about: Covariance.means(of: x))
    let meanVariance = scatter.trace / Double(max(1, x.count * x.features))
    unitVariance = Scaler.fit(.zScore, to: x, extremes: [])
    ridge = parameters.number("regularisation") * max(meanVariance, 1e-12)
    self.context.known = context.known?.mapped(centre.apply)
    anchors = self.context.known.map(anchors(of:))
  }

  /// Labelled samples count for means and covariances of their components,
  /// not for the shares: how much of a class has been labelled says nothing
  /// about how much of it there is.
  private func anchors(of known: KnownSamples) -> Moments {
    let d = x.features
    let weights = known.weights(samples: x.count, clusters: clusters)
    var out = Moments(clusters: known.classCount, features: d)
    for (index, label) in known.classes.enumerated() {
      let weight = weights[label]
      let code = (0..<d).map { Double(known.codes[$0, index]) }
      out.s0[label] += weight
      for row in 0..<d {
        out.s1[label * d + row] += weight * code[row]
        for column in 0..<d {
          out.s2[(label * d + row) * d + column] += weight * code[row] * code[column]
        }
      }
    }
    return out
  }

  /// A seeded part of the samples, in their order.
  private static func thinned(_ codes: PlanarMatrix, to limit: Int, seed: UInt64) -> PlanarMatrix {
    guard codes.count > limit else { return codes }
    return codes.gathering(
      ClusterQuality.draw(limit, of: Array(0..<codes.count), seed: seed).sorted())
  }

  private struct Attempt {
    var mixture: GaussianMixtureClusterer
    var evidence: Double
    var history: [Double]
    var converged: Bool
  }

  func run() throws -> Fit<any Clusterer> {
    let restarts = clusters == 1 ? 1 : parameters.integer("restarts")
    var best: Attempt?
    for start in 0..<restarts {
      context.progress("gaussian mixture", Double(start) / Double(restarts))
      let attempt = try maximise(start: start)
      if attempt.evidence > best?.evidence ?? -.infinity { best = attempt }
    }
    guard let best else {
      throw Failure("gaussian-mixture: the codes hold values that are not finite")
    }
    return Fit(best.mixture, notes: try notes(best))
  }

  private func notes(_ best: Attempt) throws -> FitNotes {
    var notes = FitNotes()
    let n = Double(x.count)
    let free = Double(freeParameters)
    notes.curves = [.init(name: "mean-log-likelihood", values: best.history)]
    let bic = free * log(n) - 2 * n * best.evidence
    notes.facts = [
      "mean-log-likelihood": best.evidence, "iterations": Double(best.history.count),
      "bic": bic, "icl": try bic - 2 * certainty(best.mixture),
    ]
    if !best.converged {
      notes.warnings.append(
        "the mixture stopped at its \(best.history.count) iterations before it converged")
    }
    return notes
  }

  /// The sum over samples of the log of their best component's share:
  /// ICL = BIC - 2 times that, so that components which overlap count
  /// against a mixture (Biernacki, Celeux and Govaert, IEEE PAMI 22(7), 2000).
  private func certainty(_ mixture: GaussianMixtureClusterer) throws -> Double {
    try gather { codes, count, valid, p in
      mixture.responsibilities(
        codes, stride: x.stride, count: count, into: p, pStride: Chunk.pixels, labels: nil,
        margins: nil, evidence: nil)
      return (0..<valid).reduce(0.0) { sum, index in
        let best = (0..<clusters).reduce(Float(0)) { max($0, p[$1 * Chunk.pixels + index]) }
        return sum + log(Double(max(best, 1e-30)))
      }
    }.evidence
  }

  private var freeParameters: Int {
    let d = x.features
    let triangle = d * (d + 1) / 2
    let shapes =
      switch parameters.text("covariance") {
      case "tied": triangle
      case "diagonal": clusters * d
      default: clusters * triangle
      }
    return shapes + clusters * d + clusters - 1
  }

  private func maximise(start: Int) throws -> Attempt {
    var (mixture, pull) = try model(from: startingMoments(start: start))
    var history: [Double] = []
    let limit = parameters.integer("max-iterations")
    while history.count < limit {
      try context.checkpoint()
      let step = try expectation(mixture)
      let evidence = step.evidence + pull
      let gain = evidence - (history.last ?? -.infinity)
      history.append(evidence)
      if gain < parameters.number("tolerance") {
        return Attempt(mixture: mixture, evidence: evidence, history: history, converged: true)
      }
      (mixture, pull) = try model(from: step)
    }
    return Attempt(
      mixture: mixture, evidence: history.last ?? -.infinity, history: history, converged: false)
  }

  // MARK: moments

  /// Weighted sums of orders 0, 1 and 2 for every component.
  private struct Moments {
    var s0: [Double]
    var s1: [Double]
    var s2: [Double]
    /// Mean log likelihood of the samples.
    var evidence = 0.0

    init(clusters: Int, features: Int) {
      s0 = [Double](repeating: 0, count: clusters)
      s1 = [Double](repeating: 0, count: clusters * features)
      s2 = [Double](repeating: 0, count: clusters * features * features)
    }

    /// Log likelihood of the samples of one component under a Gaussian, given
    /// the inverse Cholesky factor and log determinant of its covariance.
    func likelihood(
      of cluster: Int, _ mean: [Double], _ inverse: [Double], _ logDeterminant: Double
    ) -> Double {
      guard cluster < s0.count else { return 0 }
      let d = mean.count
      var squares = 0.0
      for row in 0..<d {
        for i in 0...row {
          for j in 0...row {
            let about =
              s2[(cluster * d + i) * d + j] - s1[cluster * d + i] * mean[j]
              - s1[cluster * d + j] * mean[i] + s0[cluster] * mean[i] * mean[j]
            squares += inverse[row * d + i] * inverse[row * d + j] * about
          }
        }
      }
      return -0.5 * (squares + s0[cluster] * (Double(d) * log(2 * .pi) + logDeterminant))
    }

    /// The other may have the first components only.
    mutating func add(_ other: Moments) {
      for index in other.s0.indices { s0[index] += other.s0[index] }
      for index in other.s1.indices { s1[index] += other.s1[index] }
      for index in other.s2.indices { s2[index] += other.s2[index] }
      evidence += other.evidence
    }
  }

  /// Hard assignment by one k-means start.
  private func startingMoments(start: Int) throws -> Moments {
    var own = context
    own.seed = context.seed &+ UInt64(start) &* 7919
    own.progress = { _, _ in }
    own.known = context.known?.mapped(unitVariance.apply)
    let settings = Parameters(
      KMeansClusterer.method.parameters,
      given: [
        "restarts": .integer(parameters.integer("starts")), "max-iterations": .integer(30),
      ])
    let fit = try KMeansFit(
      unitVariance.apply(x), clusters: clusters, parameters: settings, context: own
    ).run()
    let (clusterer, scaler) = (fit.step, unitVariance)
    return try gather { codes, count, _, p in
      let scratch = Scratch()
      var labels = [Int32](repeating: 0, count: count)
      var margins = [Float](repeating: 0, count: count)
      let scaled = scratch.floats(.scaled, scaler.gain.count * Chunk.pixels)
      scaler.apply(codes, stride: x.stride, count: count, into: scaled, outStride: Chunk.pixels)
      clusterer.assign(
        scaled, stride: Chunk.pixels, count: count, labels: &labels, margins: &margins,
        scratch: scratch)
      for cluster in 0..<clusters {
        for index in 0..<count {
          p[cluster * Chunk.pixels + index] = labels[index] == Int32(cluster) ? 1 : 0
        }
      }
      return 0
    }
  }

  private func expectation(_ mixture: GaussianMixtureClusterer) throws -> Moments {
    var moments = try gather { codes, count, valid, p in
      var evidence = [Float](repeating: 0, count: count)
      mixture.responsibilities(
        codes, stride: x.stride, count: count, into: p, pStride: Chunk.pixels, labels: nil,
        margins: nil, evidence: &evidence)
      return evidence.prefix(valid).reduce(0.0) { $0 + Double($1) }
    }
    moments.evidence /= Double(x.count)
    return moments
  }

  /// Writes the responsibilities of a chunk of `count` pixels, of which the
  /// first `valid` are samples, and returns the log likelihood of those.
  private typealias Fill =
    @Sendable (
      _ codes: UnsafePointer<Float>, _ count: Int, _ valid: Int, _ p: UnsafeMutablePointer<Float>
    ) -> Double

  /// Sums the moments over all samples, block by block.
  private func gather(_ fill: Fill) throws -> Moments {
    let blocks = (x.count + Self.block - 1) / Self.block
    let parts = try context.workers.map(blocks) { _, block in sum(block: block, fill) }
    var total = Moments(clusters: clusters, features: x.features)
    for part in parts { total.add(part) }
    return total
  }

  private func sum(block: Int, _ fill: Fill) -> Moments {
    var out = Moments(clusters: clusters, features: x.features)
    var p = [Float](repeating: 0, count: clusters * Chunk.pixels)
    let end = min(x.count, (block + 1) * Self.block)
    x.withUnsafePointer { values in
      p.withUnsafeMutableBufferPointer { buffer in
        let weights = buffer.firstAddress
        for start in stride(from: block * Self.block, to: end, by: Chunk.pixels) {
          let valid = min(Chunk.pixels, end - start)
          let count = PlanarMatrix.padded(valid)
          out.evidence += fill(values + start, count, valid, weights)
          for cluster in 0..<clusters {
            for index in valid..<count { weights[cluster * Chunk.pixels + index] = 0 }
          }
          add(values + start, count: count, weights, to: &out)
        }
      }
    }
    return out
  }

  private func add(
    _ values: UnsafePointer<Float>, count: Int, _ weights: UnsafePointer<Float>,
    to out: inout Moments
  ) {
    let d = x.features
    for cluster in 0..<clusters {
      out.s1.withUnsafeMutableBufferPointer { s1 in
        out.s2.withUnsafeMutableBufferPointer { s2 in
          Planar.weightedMoments(
            features: d, count: count, weights: weights + cluster * Chunk.pixels, x: values,
            xStride: x.stride, s0: &out.s0[cluster], s1: s1.firstAddress + cluster * d,
            s2: s2.firstAddress + cluster * d * d)
        }
      }
    }
  }

  // MARK: maximisation

  /// The most likely mixture, and the log likelihood that it gives to the
  /// labelled samples, per sample without label.
  private func model(
    from assigned: Moments
  ) throws -> (mixture: GaussianMixtureClusterer, pull: Double) {
    let d = x.features
    var moments = assigned
    if let anchors { moments.add(anchors) }
    let covariances = shrunk((0..<clusters).map { covariance(of: $0, moments) }, moments.s0)
    var pull = 0.0
    var factors: [Float] = []
    var offsets: [Float] = []
    var constants: [Float] = []
    for cluster in 0..<clusters {
      let (inverse, logDeterminant) = try inverseFactor(covariances[cluster])
      let mean = mean(of: cluster, moments)
      factors += inverse.map(Float.init)
      offsets += (0..<d).map { row in
        Float((0...row).reduce(0.0) { $0 + inverse[row * d + $1] * mean[$1] })
      }
      pull += anchors?.likelihood(of: cluster, mean, inverse, logDeterminant) ?? 0
      let weight = max(assigned.s0[cluster], 1e-300) / Double(x.count)
      constants.append(
        Float(log(weight) - 0.5 * (Double(d) * log(2 * .pi) + logDeterminant)))
    }
    let mixture = GaussianMixtureClusterer(
      mean: mean, factors: factors, offsets: offsets, constants: constants)
    return (mixture, pull / Double(x.count))
  }

  private func mean(of cluster: Int, _ moments: Moments) -> [Double] {
    let weight = max(moments.s0[cluster], 1e-12)
    return (0..<x.features).map { moments.s1[cluster * x.features + $0] / weight }
  }

  private func covariance(of cluster: Int, _ moments: Moments) -> SymmetricMatrix {
    let d = x.features
    let weight = max(moments.s0[cluster], 1e-12)
    let mean = mean(of: cluster, moments)
    var out = SymmetricMatrix(order: d)
    let diagonalOnly = parameters.text("covariance") == "diagonal"
    for row in 0..<d {
      for column in 0...row where !diagonalOnly || row == column {
        let second = moments.s2[(cluster * d + row) * d + column] / weight
        out[row, column] = second - mean[row] * mean[column]
      }
      out[row, row] = max(out[row, row], 0) + ridge
    }
    out.mirrorLower()
    return out
  }

  /// Each covariance drawn towards the pooled one as if that had been seen
  /// on `shrinkage` n/k samples of its own (Friedman 1989, eq. 18, with the
  /// weight of the pool fixed), so that small components stay well formed.
  private func shrunk(_ own: [SymmetricMatrix], _ weights: [Double]) -> [SymmetricMatrix] {
    let shared = pooled(own, weights: weights)
    if parameters.text("covariance") == "tied" { return own.map { _ in shared } }
    let prior = parameters.number("shrinkage") * Double(x.count) / Double(clusters)
    return zip(own, weights).map { matrix, weight in
      let share = prior / max(prior + weight, 1e-12)
      var out = matrix
      for index in out.values.indices {
        out.values[index] += share * (shared.values[index] - out.values[index])
      }
      return out
    }
  }

  private func pooled(_ covariances: [SymmetricMatrix], weights: [Double]) -> SymmetricMatrix {
    var out = SymmetricMatrix(order: x.features)
    let total = max(weights.reduce(0, +), 1e-12)
    for (covariance, weight) in zip(covariances, weights) {
      for index in out.values.indices {
        out.values[index] += covariance.values[index] * weight / total
      }
    }
    return out
  }

  /// L^-1 with L L^T = S, and log |S|. A covariance that rounding has made
  /// indefinite gets a larger ridge.
  private func inverseFactor(_ covariance: SymmetricMatrix) throws -> ([Double], Double) {
    let d = covariance.order
    var matrix = covariance
    var extra = ridge
    for _ in 0..<40 {
      if let factor = matrix.cholesky() {
        let logDeterminant = (0..<d).reduce(0.0) { $0 + 2 * log(factor[$1 * d + $1]) }
        return (inverseOfLower(factor, order: d), logDeterminant)
      }
      for index in 0..<d { matrix[index, index] += extra }
      extra *= 4
    }
    throw Failure("gaussian-mixture: a covariance cannot be factored (values not finite?)")
  }
}
