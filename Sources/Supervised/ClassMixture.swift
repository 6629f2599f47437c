import Clusterers
import Fitting
import Kernels
import Rasters
import Tensors

/// Classes of one or more Gaussians each: the most probable class, all being taken for equally
/// common.
struct ClassMixture: Clusterer {
  let inputs: Int
  let clusters: Int
  /// The mean of the fitted codes; densities are computed on centred codes, so that a large common
  /// offset costs no digits.
  let mean: [Float]
  /// Inverse Cholesky factors of the covariances [component][d][d], lower.
  let factors: [Float]
  /// Factor times mean [component][d].
  let offsets: [Float]
  /// log weight within the class - log |2 pi S| / 2 [component].
  let constants: [Float]
  /// The components of every class, which lie side by side.
  let parts: [Range<Int>]

  init(mean: [Float], factors: [Float], offsets: [Float], constants: [Float], sizes: [Int]) {
    inputs = mean.count
    clusters = sizes.count
    self.mean = mean
    self.factors = factors
    self.offsets = offsets
    self.constants = constants
    var parts: [Range<Int>] = []
    for size in sizes {
      let start = parts.last?.upperBound ?? 0
      parts.append(start..<start + size)
    }
    self.parts = parts
  }

  init(tensors: [String: Tensor]) throws {
    let factors = try tensors.tensor("factors", shape: [-1, -1, -1])
    let (k, d) = (factors.shape[0], factors.shape[1])
    let sizes = try tensors.tensor("components", shape: [-1]).floats
    guard sizes.allSatisfy({ $0 >= 1 && $0 == $0.rounded() && $0 <= Float(k) }),
      sizes.reduce(0, +) == Float(k)
    else { throw Failure("the model's classes do not fit its \(k) components") }
    self.init(
      mean: try tensors.tensor("mean", shape: [d]).floats,
      factors: try tensors.tensor("factors", shape: [k, d, d]).floats,
      offsets: try tensors.tensor("offsets", shape: [k, d]).floats,
      constants: try tensors.tensor("constants", shape: [k]).floats, sizes: sizes.map { Int($0) })
  }

  var tensors: [String: Tensor] {
    let k = constants.count
    return [
      "factors": Tensor(shape: [k, inputs, inputs], factors),
      "offsets": Tensor(shape: [k, inputs], offsets),
      "constants": Tensor(constants), "mean": Tensor(mean),
      "components": Tensor(parts.map { Float($0.count) }),
    ]
  }

  /// The margin is the probability of the best class minus that of the second.
  func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    assignMostProbable(
      codes, stride: stride, count: count, labels: labels, margins: margins, scratch: scratch)
  }

  /// Log densities of the classes.
  func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into logits: UnsafeMutablePointer<Float>, logitStride: Int, scratch: Scratch
  ) {
    let centred = scratch.floats(.stage, inputs * Chunk.pixels)
    for feature in 0..<inputs {
      Planar.scale(
        count: count, x: codes + feature * stride, gain: 1, offset: -mean[feature],
        y: centred + feature * Chunk.pixels)
    }
    let single = parts.count == constants.count
    let densities = single ? logits : scratch.floats(.densities, constants.count * Chunk.pixels)
    let densityStride = single ? logitStride : Chunk.pixels
    Planar.gaussian(
      components: constants.count, features: inputs, count: count, factors: factors,
      offsets: offsets, constants: constants, x: UnsafePointer(centred), xStride: Chunk.pixels,
      logDensity: densities, logStride: densityStride)
    if single { return }
    for (label, part) in parts.enumerated() {
      Planar.responsibilities(
        components: part.count, count: count, p: densities + part.lowerBound * Chunk.pixels,
        stride: Chunk.pixels, labels: nil, margin: nil, evidence: logits + label * logitStride)
    }
  }

  /// Logits are log probabilities already.
  func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double { 1 }
}
