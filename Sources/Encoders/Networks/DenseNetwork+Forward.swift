package import Fitting
import Kernels

/// A network alone is an encoder: its codes are its last layer's outputs.
extension DenseNetwork: Encoder {
  package func encode(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into codes: UnsafeMutablePointer<Float>, codeStride: Int, scratch: Scratch
  ) {
    parameters.withUnsafeBufferPointer { values in
      var input = x
      var inputStride = stride
      for (index, layer) in layers.enumerated() {
        let isLast = index == layers.count - 1
        let slot: Scratch.Slot = index.isMultiple(of: 2) ? .layerA : .layerB
        let output = isLast ? codes : scratch.floats(slot, widest * count)
        let outputStride = isLast ? codeStride : count
        layer.forward(
          values.firstAddress, input, inputStride, into: output, outputStride, count: count)
        input = UnsafePointer(output)
        inputStride = outputStride
      }
    }
  }
}

extension DenseNetwork.Layer {
  /// y [outputs] = f(W x [inputs] + b), planar, with `parameters` those of
  /// the whole network.
  func forward(
    _ parameters: UnsafePointer<Float>, _ x: UnsafePointer<Float>, _ xStride: Int,
    into y: UnsafeMutablePointer<Float>, _ yStride: Int, count: Int
  ) {
    Planar.affine(
      outputs: outputs, inputs: inputs, count: count, weights: parameters + weightOffset,
      bias: parameters + biasOffset, x: x, xStride: xStride, y: y, yStride: yStride,
      activation: activation)
  }
}
