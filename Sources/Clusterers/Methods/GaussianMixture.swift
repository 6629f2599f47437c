import Fitting
import Foundation
import Kernels
import Rasters
import Tensors

/// A mixture of Gaussians once fitted: most probable component.
struct GaussianMixtureClusterer: Clusterer {
  let inputs: Int
  let clusters: Int
  /// The mean of the fitted codes; components are described and densities
  /// computed on centred codes, so that a large common offset costs no digits.
  let mean: [Float]
  /// Inverse Cholesky factors of the covariances [k][d][d], lower.
  let factors: [Float]
  /// Factor times mean [k][d].
  let offsets: [Float]
  /// log weight - log |2 pi S| / 2 [k].
  let constants: [Float]

  init(mean: [Float], factors: [Float], offsets: [Float], constants: [Float]) {
    inputs = mean.count
    self.mean = mean
    clusters = constants.count
    self.factors = factors
    self.offsets = offsets
    self.constants = constants
  }

  init(tensors: [String: Tensor]) throws {
    let factors = try tensors.tensor("factors", shape: [-1, -1, -1])
    let (k, d) = (factors.shape[0], factors.shape[1])
    self.init(
      mean: try tensors.tensor("mean", shape: [d]).floats,
      factors: try tensors.tensor("factors", shape: [k, d, d]).floats,
      offsets: try tensors.tensor("offsets", shape: [k, d]).floats,
      constants: try tensors.tensor("constants", shape: [k]).floats)
  }

  var tensors: [String: Tensor] {
    [
      "factors": Tensor(shape: [clusters, inputs, inputs], factors),
      "offsets": Tensor(shape: [clusters, inputs], offsets),
      "constants": Tensor(constants), "mean": Tensor(mean),
    ]
  }

  /// Responsibilities [clusters][count] of centred codes, with their labels,
  /// margins and log evidence.
  func responsibilities(
    _ x: UnsafePointer<Float>, stride: Int, count: Int, into p: UnsafeMutablePointer<Float>,
    pStride: Int, labels: UnsafeMutablePointer<Int32>?, margins: UnsafeMutablePointer<Float>?,
    evidence: UnsafeMutablePointer<Float>?
  ) {
    Planar.gaussian(
      components: clusters, features: inputs, count: count, factors: factors, offsets: offsets,
      constants: constants, x: x, xStride: stride, logDensity: p, logStride: pStride)
    Planar.responsibilities(
      components: clusters, count: count, p: p, stride: pStride, labels: labels, margin: margins,
      evidence: evidence)
  }

  /// The margin is the probability of the best component minus that of the
  /// second.
  func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    responsibilities(
      centred(codes, stride: stride, count: count, scratch: scratch), stride: Chunk.pixels,
      count: count,
      into: scratch.floats(.densities, clusters * Chunk.pixels), pStride: Chunk.pixels,
      labels: labels, margins: margins, evidence: nil)
  }

  /// A chunk about the mean, in the scratch's `stage`.
  private func centred(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int, scratch: Scratch
  ) -> UnsafePointer<Float> {
    let out = scratch.floats(.stage, inputs * Chunk.pixels)
    for feature in 0..<inputs {
      Planar.scale(
        count: count, x: codes + feature * stride, gain: 1, offset: -mean[feature],
        y: out + feature * Chunk.pixels)
    }
    return UnsafePointer(out)
  }

  /// Logs of the weighted densities.
  func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into logits: UnsafeMutablePointer<Float>, logitStride: Int, scratch: Scratch
  ) {
    Planar.gaussian(
      components: clusters, features: inputs, count: count, factors: factors, offsets: offsets,
      constants: constants, x: centred(codes, stride: stride, count: count, scratch: scratch),
      xStride: Chunk.pixels, logDensity: logits, logStride: logitStride)
  }

  /// Logits are log probabilities already.
  func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double { 1 }
}

extension GaussianMixtureClusterer {
  static let method = ClustererMethod(
    name: "gaussian-mixture",
    summary: "mixture of Gaussians with full covariances, by expectation maximisation",
    source:
      "Dempster, Laird and Rubin, JRSS B 39(1), 1977; shrinkage after Friedman, JASA 84, 1989",
    parameters: [
      Parameter(
        "starts", .integer(1...1000), default: .integer(10),
        "k-means starts on the codes at unit variance; the best one begins the mixture"),
      Parameter(
        "restarts", .integer(1...100), default: .integer(1),
        "mixtures fitted from different starts; the most likely is kept"),
      Parameter(
        "max-iterations", .integer(1...10_000), default: .integer(100), "iterations per start"),
      Parameter(
        "tolerance", .number(0...1), default: .number(1e-5),
        "stop when the mean log likelihood grows by less than this"),
      Parameter(
        "covariance", .choice(["full", "tied", "diagonal"]), default: .text("full"),
        "shape of the components: each its own, one for all, or axis-parallel"),
      Parameter(
        "shrinkage", .number(0...10), default: .number(0.05),
        "pull towards the pooled covariance, in samples per component (n/k) it is worth"),
      Parameter(
        "regularisation", .number(1e-9...1), default: .number(1e-6),
        "added to every variance, as a share of the mean variance of the codes"),
      Parameter(
        "fit-samples", .integer(1000...10_000_000), default: .integer(50_000),
        "most samples that the mixture is fitted on"),
    ],
    fit: { codes, clusters, parameters, context in
      try GaussianMixtureFit(codes, clusters: clusters, parameters: parameters, context: context)
        .run()
    },
    restore: { tensors, _ in try GaussianMixtureClusterer(tensors: tensors) },
    keepsKnown: true)
}
