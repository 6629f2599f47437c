import Kernels
import Rasters

/// codes = W x + b, with W [outputs][inputs]: what principal components and
/// their relatives are once fitted.
struct LinearEncoder: Encoder {
  let inputs: Int
  let outputs: Int
  let weights: [Float]
  let bias: [Float]

  /// codes = W (x - mean), computed in Double and rounded once.
  init(rows: [[Double]], mean: [Double]) {
    inputs = mean.count
    outputs = rows.count
    weights = rows.flatMap { $0.map(Float.init) }
    bias = rows.map { row in Float(-zip(row, mean).reduce(0) { $0 + $1.0 * $1.1 }) }
  }

  init(tensors: [String: Tensor]) throws {
    let w = try tensors.tensor("weight", shape: [-1, -1])
    outputs = w.shape[0]
    inputs = w.shape[1]
    weights = w.floats
    bias = try tensors.tensor("bias", shape: [outputs]).floats
  }

  var tensors: [String: Tensor] {
    ["weight": Tensor(shape: [outputs, inputs], weights), "bias": Tensor(bias)]
  }

  func encode(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into codes: UnsafeMutablePointer<Float>, codeStride: Int, scratch: Scratch
  ) {
    weights.withUnsafeBufferPointer { w in
      bias.withUnsafeBufferPointer { b in
        Planar.affine(
          outputs: outputs, inputs: inputs, count: count, weights: w.firstAddress,
          bias: b.firstAddress, x: x, xStride: stride, y: codes, yStride: codeStride)
      }
    }
  }
}
