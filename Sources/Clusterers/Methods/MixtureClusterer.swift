import Fitting
import Foundation
import Kernels
import Rasters
import Tensors

/// A mixture of Gaussians or of Student t once fitted: most probable component.
struct MixtureClusterer: Clusterer {
  let density: ComponentDensity
  let inputs: Int
  let clusters: Int
  /// The mean of the fitted codes; components are described and densities
  /// computed on centred codes, so that a large common offset costs no digits.
  let mean: [Float]
  /// Inverse Cholesky factors of the covariances (for Student t: scale
  /// matrices) [k][d][d], lower.
  let factors: [Float]
  /// Factor times mean [k][d].
  let offsets: [Float]
  /// log weight + log density at the mean [k].
  let constants: [Float]
  private let zeros: [Float]

  init(
    _ density: ComponentDensity, mean: [Float], factors: [Float], offsets: [Float],
    constants: [Float]
  ) {
    self.density = density
    inputs = mean.count
    self.mean = mean
    clusters = constants.count
    self.factors = factors
    self.offsets = offsets
    self.constants = constants
    zeros = [Float](repeating: 0, count: constants.count)
  }

  init(_ density: ComponentDensity, tensors: [String: Tensor]) throws {
    let factors = try tensors.tensor("factors", shape: [-1, -1, -1])
    let (k, d) = (factors.shape[0], factors.shape[1])
    self.init(
      density, mean: try tensors.tensor("mean", shape: [d]).floats,
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

  /// Centred codes and what is written for them, planes of components `stride`
  /// floats apart.
  struct Plane {
    var x: UnsafePointer<Float>
    var xStride: Int
    var count: Int
    var p: UnsafeMutablePointer<Float>
    var stride: Int
    /// Weights of the samples in the components, where they are asked for.
    var weights: UnsafeMutablePointer<Float>?
  }

  /// Logs of the weighted densities [clusters][count].
  func logDensities(_ plane: Plane) {
    if inputs >= Planar.wide { return wideLogDensities(plane) }
    let isGaussian = density == .gaussian
    Planar.gaussian(
      components: clusters, features: inputs, count: plane.count, factors: factors,
      offsets: offsets, constants: isGaussian ? constants : zeros, x: plane.x,
      xStride: plane.xStride, logDensity: plane.p, logStride: plane.stride)
    if !isGaussian { finish(plane) }
  }

  private func wideLogDensities(_ plane: Plane) {
    factors.withUnsafeBufferPointer { factors in
      offsets.withUnsafeBufferPointer { offsets in
        let mixture = WideMixture(
          components: clusters, features: inputs, factors: factors.firstAddress,
          offsets: offsets.firstAddress)
        let wide = WideMixture.Plane(
          count: plane.count, x: plane.x, xStride: plane.xStride, p: plane.p,
          stride: plane.stride)
        mixture.logDensities(wide) { p, stride in
          var own = plane
          (own.p, own.stride) = (p, stride)
          own.weights = p == plane.p ? plane.weights : nil
          finish(own)
        }
      }
    }
  }

  /// From minus half the squared Mahalanobis distances to log densities.
  private func finish(_ plane: Plane) {
    switch density {
    case .gaussian:
      for cluster in 0..<clusters {
        let row = plane.p + cluster * plane.stride
        Planar.scale(count: plane.count, x: row, gain: 1, offset: constants[cluster], y: row)
      }
    case .student(let degrees):
      Planar.student(
        components: clusters, features: inputs, count: plane.count, degrees: Float(degrees),
        constants: constants, p: plane.p, stride: plane.stride, weights: plane.weights)
    }
  }

  /// Responsibilities [clusters][count] of centred codes, with their labels,
  /// margins and log evidence.
  func responsibilities(
    _ plane: Plane, labels: UnsafeMutablePointer<Int32>?, margins: UnsafeMutablePointer<Float>?,
    evidence: UnsafeMutablePointer<Float>?
  ) {
    logDensities(plane)
    Planar.responsibilities(
      components: clusters, count: plane.count, p: plane.p, stride: plane.stride, labels: labels,
      margin: margins, evidence: evidence)
  }

  /// The margin is the probability of the best component minus that of the
  /// second.
  func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    let plane = Plane(
      x: centred(codes, stride: stride, count: count, scratch: scratch), xStride: Chunk.pixels,
      count: count, p: scratch.floats(.densities, clusters * Chunk.pixels), stride: Chunk.pixels)
    responsibilities(plane, labels: labels, margins: margins, evidence: nil)
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
    logDensities(
      Plane(
        x: centred(codes, stride: stride, count: count, scratch: scratch), xStride: Chunk.pixels,
        count: count, p: logits, stride: logitStride))
  }

  /// Logits are log probabilities already.
  func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double { 1 }
}
