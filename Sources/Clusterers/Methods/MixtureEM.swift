import Fitting
import Foundation
import Kernels

/// Expectation maximisation on centred codes. Densities are Float32, all sums
/// Double in block order, so that the result does not depend on the number of
/// workers.
struct MixtureEM: Sendable {
  static let block = 4096

  let x: PlanarMatrix
  let settings: MixtureSettings
  let context: FitContext
  let step: MixtureStep
  /// What the samples count, where that differs.
  let weights: [Float]?

  init(
    _ x: PlanarMatrix, settings: MixtureSettings, context: FitContext, weights: [Float]? = nil
  ) {
    self.x = x
    self.settings = settings
    self.context = context
    self.weights = weights
    let anchors = context.known.map {
      MixtureAnchors(
        $0, density: settings.density, samples: x.count, clusters: settings.clusters)
    }
    let total = weights?.reduce(0.0) { $0 + Double($1) } ?? Double(x.count)
    step = MixtureStep(
      settings: settings, features: x.features, samples: total, anchors: anchors)
  }

  private var clusters: Int { settings.clusters }

  struct Attempt {
    var outcome: MixtureStep.Outcome
    var evidence: Double
    var history: [Double]
    var converged: Bool
    var mixture: MixtureClusterer { outcome.mixture }
  }

  /// The mixture of hard or soft assignments.
  func outcome(from moments: MixtureMoments) throws -> MixtureStep.Outcome {
    try step.mixture(from: moments, anchored: step.anchors?.moments)
  }

  func maximise(
    from start: MixtureStep.Outcome, iterations limit: Int, tolerance: Double
  ) throws -> Attempt {
    var outcome = start
    var history: [Double] = []
    while history.count < limit {
      try context.checkpoint()
      let moments = try expectation(outcome.mixture)
      let evidence = moments.evidence + outcome.pull
      let gain = evidence - (history.last ?? -.infinity)
      history.append(evidence)
      if gain < tolerance {
        return Attempt(outcome: outcome, evidence: evidence, history: history, converged: true)
      }
      outcome = try step.mixture(from: moments, anchored: outcome.anchored)
    }
    return Attempt(
      outcome: outcome, evidence: history.last ?? -.infinity, history: history, converged: false)
  }

  /// The moments of all samples, with their mean log likelihood.
  func expectation(_ mixture: MixtureClusterer) throws -> MixtureMoments {
    var moments = try gather { chunk in
      var evidence = [Float](repeating: 0, count: chunk.plane.count)
      mixture.responsibilities(chunk.plane, labels: nil, margins: nil, evidence: &evidence)
      guard let weights = chunk.weights else {
        return evidence.prefix(chunk.valid).reduce(0.0) { $0 + Double($1) }
      }
      return (0..<chunk.valid).reduce(0.0) { $0 + Double(weights[$1] * evidence[$1]) }
    }
    moments.evidence /= step.samples
    return moments
  }

  /// The sum over samples of the log of their best component's share:
  /// ICL = BIC - 2 times that, so that components which overlap count
  /// against a mixture (Biernacki, Celeux and Govaert, IEEE PAMI 22(7), 2000).
  func certainty(_ mixture: MixtureClusterer) throws -> Double {
    try gather { chunk in
      mixture.responsibilities(chunk.plane, labels: nil, margins: nil, evidence: nil)
      return (0..<chunk.valid).reduce(0.0) { sum, index in
        let best = (0..<clusters).reduce(Float(0)) {
          max($0, chunk.plane.p[$1 * chunk.plane.stride + index])
        }
        return sum + log(Double(max(best, 1e-30)))
      }
    }.evidence
  }

  // MARK: moments

  /// A run of samples, of which the first `valid` are counted, and where their
  /// responsibilities go.
  struct ChunkOfSamples {
    var plane: MixtureClusterer.Plane
    /// The number of the first sample.
    var first: Int
    var valid: Int
    /// What the samples count.
    var weights: [Float]?
  }

  /// Writes the responsibilities of a chunk (and the weights, which are 1
  /// before), and returns the log likelihood of its samples.
  typealias Fill = @Sendable (ChunkOfSamples) -> Double

  /// Sums the moments over all samples, block by block.
  func gather(_ fill: Fill) throws -> MixtureMoments {
    let blocks = (x.count + Self.block - 1) / Self.block
    let parts = try context.workers.map(blocks) { _, block in sum(block: block, fill) }
    var total = MixtureMoments(clusters: clusters, features: x.features)
    for part in parts { total.add(part) }
    return total
  }

  private func sum(block: Int, _ fill: Fill) -> MixtureMoments {
    var out = MixtureMoments(clusters: clusters, features: x.features)
    let plane = clusters * span
    var buffer = [Float](repeating: 1, count: hasWeights ? 2 * plane : plane)
    let end = min(x.count, (block + 1) * Self.block)
    x.withUnsafePointer { values in
      buffer.withUnsafeMutableBufferPointer { buffer in
        let p = buffer.firstAddress
        for start in stride(from: block * Self.block, to: end, by: span) {
          let valid = min(span, end - start)
          let chunk = ChunkOfSamples(
            plane: MixtureClusterer.Plane(
              x: values + start, xStride: x.stride, count: PlanarMatrix.padded(valid), p: p,
              stride: span, weights: hasWeights ? p + plane : nil),
            first: start, valid: valid, weights: weights.map { Array($0[start..<start + valid]) })
          out.evidence += fill(chunk)
          add(chunk, to: &out)
        }
      }
    }
    return out
  }

  /// Samples that are worked on at once.
  private var span: Int { x.features < Planar.wide ? Chunk.pixels : 1024 }

  private var hasWeights: Bool { settings.density != .gaussian }

  private func add(_ chunk: ChunkOfSamples, to out: inout MixtureMoments) {
    let plane = chunk.plane
    for cluster in 0..<clusters {
      let row = plane.p + cluster * plane.stride
      for index in chunk.valid..<plane.count { row[index] = 0 }
      if let weights = chunk.weights {
        for index in 0..<chunk.valid { row[index] *= weights[index] }
      }
    }
    if let weights = plane.weights {
      Planar.weigh(
        components: clusters, count: plane.count, p: plane.p, weights: weights,
        stride: plane.stride, sums: &out.shares)
    }
    for cluster in 0..<clusters { add(cluster, of: plane, to: &out) }
    if plane.weights == nil { out.shares = out.s0 }
  }

  private func add(
    _ cluster: Int, of plane: MixtureClusterer.Plane, to out: inout MixtureMoments
  ) {
    let d = x.features
    let p = plane.p + cluster * plane.stride
    out.s1.withUnsafeMutableBufferPointer { s1 in
      out.s2.withUnsafeMutableBufferPointer { s2 in
        let (s1, s2) = (s1.firstAddress + cluster * d, s2.firstAddress + cluster * d * d)
        if d >= Planar.wide {
          Planar.wideMoments(
            features: d, count: plane.count, weights: p, x: plane.x, xStride: plane.xStride,
            s0: &out.s0[cluster], s1: s1, s2: s2)
        } else {
          Planar.weightedMoments(
            features: d, count: plane.count, weights: p, x: plane.x, xStride: plane.xStride,
            s0: &out.s0[cluster], s1: s1, s2: s2)
        }
      }
    }
  }
}
