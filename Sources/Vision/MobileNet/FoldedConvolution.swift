/// A convolution with the batch normalisation behind it folded in: weights and
/// bias of one layer that does both.
struct FoldedConvolution {
  /// [outputs][inputs of a group][row][column]
  var shape: [Int]
  var weights: [Float]
  var bias: [Float]

  init(_ tensors: NamedTensors, _ pair: MobileNetNames.Pair, epsilon: Float) throws {
    let name = pair.convolution + ".weight"
    shape = try tensors.shape(name)
    guard shape.count == 4, shape.allSatisfy({ $0 > 0 }) else {
      throw tensors.fail("the tensor '\(name)' has shape \(shape), a convolution's has four axes")
    }
    let outputs = shape[0]
    func norm(_ part: String) throws -> [Float] {
      try tensors.floats("\(pair.norm).\(part)", [outputs])
    }
    let (scale, shift) = (try norm("weight"), try norm("bias"))
    let (mean, variance) = (try norm("running_mean"), try norm("running_var"))
    weights = try tensors.floats(name, shape)
    bias = []
    let length = weights.count / outputs
    for output in 0..<outputs {
      let factor = scale[output] / (max(0, variance[output]) + epsilon).squareRoot()
      for index in output * length..<(output + 1) * length { weights[index] *= factor }
      bias.append(shift[output] - mean[output] * factor)
    }
  }

  /// As a dense layer; only a kernel of one pixel is one.
  func rowLayer(_ tensors: NamedTensors, inputs: Int) throws -> RowLayer {
    guard shape[1...] == [inputs, 1, 1] else {
      throw tensors.fail("a convolution has shape \(shape), expected [_, \(inputs), 1, 1]")
    }
    return RowLayer(weights: weights, outputs: shape[0], bias: bias)
  }
}
