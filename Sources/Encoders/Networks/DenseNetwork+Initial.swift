package import Kernels

extension DenseNetwork {
  /// A network ready for training: uniform weights, biases of zero.
  ///
  /// A layer's weights are drawn from ±limit with
  ///  - limit² = 6 / (inputs + outputs), Glorot and Bengio 2010, eq. 16, which
  ///    is what Keras does unless told otherwise;
  ///  - limit² = 6 / inputs before ReLU, He et al. 2015, eq. 10.
  package static func initial(
    widths: [Int], activations: [Planar.Activation], random: inout RandomSequence
  ) -> DenseNetwork {
    var network = DenseNetwork(widths: widths, activations: activations)
    for layer in network.layers {
      let limit = layer.initialLimit
      for index in layer.weightOffset..<layer.biasOffset {
        network.parameters[index] = Float(limit * (2 * random.uniform() - 1))
      }
    }
    return network
  }

  /// An initial network, drawn from the stream that trainings of `seed` keep for it.
  static func initial(
    widths: [Int], activations: [Planar.Activation], seed: UInt64
  ) -> DenseNetwork {
    var random = RandomSequence(seed: seed, stream: TrainingStream.initial)
    return initial(widths: widths, activations: activations, random: &random)
  }
}

extension DenseNetwork.Layer {
  var initialLimit: Double {
    let fan = activation == .relu ? inputs : inputs + outputs
    return (6 / Double(fan)).squareRoot()
  }
}
