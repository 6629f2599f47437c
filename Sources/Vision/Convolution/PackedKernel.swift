import Kernels

/// The weights of one convolution as the kernels want them, both ways.
///
/// `@unchecked Sendable` because it is written between passes only.
final class PackedKernel: @unchecked Sendable {
  let outputs: Int
  let inputs: Int
  let side: Int
  /// [tap][output], taps [input][row][column].
  let forward: FloatBuffer
  let bias: FloatBuffer
  /// [tap][input], taps [output][row][column] of the kernel turned about.
  let backward: FloatBuffer

  init(outputs: Int, inputs: Int, side: Int) {
    self.outputs = outputs
    self.inputs = inputs
    self.side = side
    forward = FloatBuffer(outputs * inputs * side * side)
    backward = FloatBuffer(outputs * inputs * side * side)
    bias = FloatBuffer(outputs)
  }

  /// Takes weights [output][input][row][column] and biases [output].
  func pack(_ weights: UnsafePointer<Float>, bias values: UnsafePointer<Float>) {
    let area = side * side
    for output in 0..<outputs {
      bias.pointer[output] = values[output]
      for input in 0..<inputs {
        let kernel = weights + (output * inputs + input) * area
        for tap in 0..<area {
          forward.pointer[(input * area + tap) * outputs + output] = kernel[tap]
          backward.pointer[(output * area + area - 1 - tap) * inputs + input] = kernel[tap]
        }
      }
    }
  }
}
