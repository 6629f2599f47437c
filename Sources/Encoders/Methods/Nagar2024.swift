import Fitting
import Kernels
import Tensors

/// The three autoencoders of Nagar, Farahbakhsh, Awange and Chandra 2024
/// ("Remote sensing framework for geological mapping via stacked autoencoders
/// and clustering", Advances in Space Research 74, 4502–4516), trained one
/// after another, for d bands scaled to 0...1 by their least and greatest
/// values:
///
/// 1. d-6-4-2-4-6-d rebuilds the bands;
/// 2. 2d-10-5-2-5-10-2d takes what 1 rebuilt and the bands, and is cut at its
///    first layer of 5;
/// 3. (2d+5)-15-10-5-2-5-10-15-(2d+5) takes those 5 and the input of 2; its
///    two middle units are the code.
struct Nagar2024: ReconstructingEncoder {
  let range: FeatureRange
  let first: DenseNetwork
  let second: DenseNetwork
  let third: DenseNetwork
  /// The parts that encoding needs.
  private let features: DenseNetwork
  private let code: DenseNetwork
  private let rebuild: DenseNetwork

  init(range: FeatureRange, first: DenseNetwork, second: DenseNetwork, third: DenseNetwork) {
    self.range = range
    self.first = first
    self.second = second
    self.third = third
    features = second.first(Nagar2024Shape.featureLayers)
    code = third.first(Nagar2024Shape.codeLayers)
    rebuild = third.after(Nagar2024Shape.codeLayers)
  }

  var inputs: Int { first.inputs }
  var outputs: Int { code.outputs }

  func encode(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into codes: UnsafeMutablePointer<Float>, codeStride: Int, scratch: Scratch
  ) {
    let stage = stageInput(x, stride: stride, count: count, scratch: scratch)
    code.encode(
      stage, stride: count, count: count, into: codes, codeStride: codeStride, scratch: scratch)
  }

  /// The error of the bands as the third network rebuilds them, on their
  /// scale of 0...1.
  func reconstructionError(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into errors: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    let stage = stageInput(x, stride: stride, count: count, scratch: scratch)
    let codes = scratch.floats(.latent, outputs * count)
    let rebuilt = scratch.floats(.reconstruction, third.outputs * count)
    code.encode(
      stage, stride: count, count: count, into: codes, codeStride: count, scratch: scratch)
    rebuild.encode(
      codes, stride: count, count: count, into: rebuilt, codeStride: count, scratch: scratch)
    let bands = (third.outputs - inputs) * count
    Planar.meanSquares(
      features: inputs, count: count, y: rebuilt + bands, yStride: count, target: stage + bands,
      targetStride: count, errors: errors)
  }

  func meanVariance(of samples: PlanarMatrix) -> Double {
    range.scale(samples).meanVariance
  }

  /// The third network's input [5 + d + d]: the second's features, the first's
  /// reconstruction, the bands.
  private func stageInput(
    _ x: UnsafePointer<Float>, stride: Int, count: Int, scratch: Scratch
  ) -> UnsafeMutablePointer<Float> {
    let stage = scratch.floats(.stage, third.inputs * count)
    let rebuilt = stage + features.outputs * count
    let bands = rebuilt + inputs * count
    range.scale(x, stride: stride, count: count, into: bands, stride: count)
    first.encode(
      bands, stride: count, count: count, into: rebuilt, codeStride: count, scratch: scratch)
    features.encode(
      rebuilt, stride: count, count: count, into: stage, codeStride: count, scratch: scratch)
    return stage
  }

  var tensors: [String: Tensor] {
    range.tensors
      .merging(first.tensors.prefixed("first.")) { _, new in new }
      .merging(second.tensors.prefixed("second.")) { _, new in new }
      .merging(third.tensors.prefixed("third.")) { _, new in new }
  }
}
