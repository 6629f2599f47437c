import Clusterers
import Fitting
import Foundation
import Kernels
import Rasters
import Tensors

/// Multinomial logistic regression on codes: the most probable class, all being taken for equally
/// common.
struct SoftmaxClassifier: Clusterer {
  let inputs: Int
  let clusters: Int
  let mean: [Float]
  /// [class][code unit], for centred codes.
  let weights: [Float]
  let offsets: [Float]

  init(mean: [Float], weights: [Float], offsets: [Float]) {
    inputs = mean.count
    clusters = offsets.count
    self.mean = mean
    self.weights = weights
    self.offsets = offsets
  }

  init(tensors: [String: Tensor]) throws {
    let weights = try tensors.tensor("weights", shape: [-1, -1])
    let (k, d) = (weights.shape[0], weights.shape[1])
    self.init(
      mean: try tensors.tensor("mean", shape: [d]).floats, weights: weights.floats,
      offsets: try tensors.tensor("offsets", shape: [k]).floats)
  }

  var tensors: [String: Tensor] {
    [
      "weights": Tensor(shape: [clusters, inputs], weights), "offsets": Tensor(offsets),
      "mean": Tensor(mean),
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
    Planar.affine(
      outputs: clusters, inputs: inputs, count: count, weights: weights, bias: offsets,
      x: UnsafePointer(centred), xStride: Chunk.pixels, y: logits, yStride: logitStride)
  }

  /// Logits are log probabilities already.
  func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double { 1 }
}

extension SoftmaxClassifier {
  /// The penalty of scikit-learn's default.
  static let strength = 1.0

  /// Fitted to labelled samples at unit variance. How many samples a class has is taken out of its
  /// offset: it says nothing about how common the class is.
  init(_ given: KnownSamples, context: FitContext) throws {
    guard given.codes.values.allSatisfy(\.isFinite) else {
      throw Failure("the codes of known units hold values that are not finite")
    }
    let scaler = Scaler.fit(.zScore, to: given.codes, extremes: [])
    let scaled = scaler.apply(given.codes)
    let d = scaled.features
    let rows = (0..<scaled.count).flatMap { scaled.sample($0) }
    let fit = try SoftmaxRegression(
      rows, width: d, labels: given.classes, classes: given.classCount, strength: Self.strength,
      context: context)
    var weights: [Float] = []
    var offsets: [Float] = []
    for (label, members) in given.members.enumerated() {
      let row = label * (d + 1)
      weights += (0..<d).map { Float(fit.weights[row + $0] * scaler.gain[$0]) }
      offsets.append(
        Float(fit.weights[row + d] - log(Double(members.count) / Double(given.count))))
    }
    self.init(mean: scaler.centre.map(Float.init), weights: weights, offsets: offsets)
  }

  static let method = ClustererMethod(
    name: "logistic-regression",
    summary: "multinomial logistic regression on the codes at unit variance, C = 1",
    source: "L-BFGS: Liu and Nocedal, Mathematical Programming 45, 1989",
    parameters: [],
    fit: { _, _, _, context in
      Fit(try SoftmaxClassifier(context.labelled(), context: context))
    },
    restore: { tensors, _ in try SoftmaxClassifier(tensors: tensors) },
    keepsKnown: true)
}
