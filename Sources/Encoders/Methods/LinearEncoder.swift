import Fitting
import Kernels
import Rasters
import Tensors

/// codes = W (x - mean), with W [outputs][inputs]: what principal components
/// and their relatives are once fitted. The mean is taken off first, so that a
/// large common offset costs no digits.
///
/// The way back is x ≈ mean + A codes, with A [inputs][outputs].
struct LinearEncoder: ReconstructingEncoder {
  let inputs: Int
  let outputs: Int
  let weights: [Float]
  let mean: [Float]
  /// A; nil where there is none.
  let decoder: [Float]?

  /// `columns` of A, one for each of the `rows` of W.
  init(rows: [[Double]], mean: [Double], columns: [[Double]]? = nil) {
    inputs = mean.count
    outputs = rows.count
    weights = rows.flatMap { $0.map(Float.init) }
    self.mean = mean.map(Float.init)
    decoder = columns.map { columns in
      mean.indices.flatMap { input in columns.map { Float($0[input]) } }
    }
  }

  init(tensors: [String: Tensor]) throws {
    let w = try tensors.tensor("weight", shape: [-1, -1])
    outputs = w.shape[0]
    inputs = w.shape[1]
    weights = w.floats
    mean = try tensors.tensor("mean", shape: [inputs]).floats
    decoder =
      tensors["decoder"] == nil
      ? nil : try tensors.tensor("decoder", shape: [inputs, outputs]).floats
  }

  var tensors: [String: Tensor] {
    var out = ["weight": Tensor(shape: [outputs, inputs], weights), "mean": Tensor(mean)]
    out["decoder"] = decoder.map { Tensor(shape: [inputs, outputs], $0) }
    return out
  }

  /// Nothing is left out where there are as many codes as features.
  var rebuilding: (any ReconstructingEncoder)? {
    decoder != nil && outputs < inputs ? self : nil
  }

  func reconstructionError(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into errors: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    guard let decoder else { return errors.update(repeating: 0, count: count) }
    let codes = scratch.floats(.latent, outputs * count)
    let rebuilt = scratch.floats(.reconstruction, inputs * count)
    encode(x, stride: stride, count: count, into: codes, codeStride: count, scratch: scratch)
    Planar.affine(
      outputs: inputs, inputs: outputs, count: count, weights: decoder, bias: nil, x: codes,
      xStride: count, y: rebuilt, yStride: count)
    // Centred by encoding.
    let centred = scratch.floats(.stage, inputs * Chunk.pixels)
    Planar.meanSquares(
      features: inputs, count: count, y: rebuilt, yStride: count, target: centred,
      targetStride: Chunk.pixels, errors: errors)
  }

  func encode(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into codes: UnsafeMutablePointer<Float>, codeStride: Int, scratch: Scratch
  ) {
    let centred = scratch.floats(.stage, inputs * Chunk.pixels)
    for feature in 0..<inputs {
      Planar.scale(
        count: count, x: x + feature * stride, gain: 1, offset: -mean[feature],
        y: centred + feature * Chunk.pixels)
    }
    weights.withUnsafeBufferPointer { w in
      Planar.affine(
        outputs: outputs, inputs: inputs, count: count, weights: w.firstAddress, bias: nil,
        x: centred, xStride: Chunk.pixels, y: codes, yStride: codeStride)
    }
  }
}
