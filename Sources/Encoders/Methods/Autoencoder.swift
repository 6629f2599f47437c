import Fitting
import Kernels
import Tensors

/// Two networks back to back: features to codes, codes to features.
struct Autoencoder: ReconstructingEncoder {
  let encoder: DenseNetwork
  let decoder: DenseNetwork

  var inputs: Int { encoder.inputs }
  var outputs: Int { encoder.outputs }

  /// The whole network, cut after its first `codeLayers` layers.
  init(_ network: DenseNetwork, codeLayers: Int) {
    encoder = network.first(codeLayers)
    decoder = network.after(codeLayers)
  }

  /// The whole, as it is trained.
  var network: DenseNetwork { encoder.followed(by: decoder) }

  func encode(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into codes: UnsafeMutablePointer<Float>, codeStride: Int, scratch: Scratch
  ) {
    encoder.encode(
      x, stride: stride, count: count, into: codes, codeStride: codeStride, scratch: scratch)
  }

  func reconstructionError(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into errors: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    let codes = scratch.floats(.latent, outputs * count)
    let rebuilt = scratch.floats(.reconstruction, inputs * count)
    encode(x, stride: stride, count: count, into: codes, codeStride: count, scratch: scratch)
    decoder.encode(
      codes, stride: count, count: count, into: rebuilt, codeStride: count, scratch: scratch)
    Planar.meanSquares(
      features: inputs, count: count, y: rebuilt, yStride: count, target: x,
      targetStride: stride, errors: errors)
  }

  var tensors: [String: Tensor] { network.tensors }
}
