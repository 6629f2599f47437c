import Kernels
import Rasters

/// codes = W (x - mean), with W [outputs][inputs]: what principal components
/// and their relatives are once fitted. The mean is taken off first, so that a
/// large common offset costs no digits.
struct LinearEncoder: Encoder {
  let inputs: Int
  let outputs: Int
  let weights: [Float]
  let mean: [Float]

  init(rows: [[Double]], mean: [Double]) {
    inputs = mean.count
    outputs = rows.count
    weights = rows.flatMap { $0.map(Float.init) }
    self.mean = mean.map(Float.init)
  }

  init(tensors: [String: Tensor]) throws {
    let w = try tensors.tensor("weight", shape: [-1, -1])
    outputs = w.shape[0]
    inputs = w.shape[1]
    weights = w.floats
    mean = try tensors.tensor("mean", shape: [inputs]).floats
  }

  var tensors: [String: Tensor] {
    ["weight": Tensor(shape: [outputs, inputs], weights), "mean": Tensor(mean)]
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
