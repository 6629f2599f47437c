package import Kernels

/// Dense layers one after another, as a value: y = f(W x + b) for each.
///
/// All parameters lie in one array, layer by layer, weights [outputs][inputs]
/// row by row and then biases [outputs], so that an optimiser sees one vector.
package struct DenseNetwork: Sendable, Equatable {
  package struct Layer: Sendable, Equatable {
    package let inputs: Int
    package let outputs: Int
    package let activation: Planar.Activation
    /// Where the weights begin in ``DenseNetwork/parameters``.
    package let weightOffset: Int

    package var weightCount: Int { inputs * outputs }
    package var biasOffset: Int { weightOffset + weightCount }
    package var end: Int { biasOffset + outputs }
  }

  package let layers: [Layer]
  package var parameters: [Float]

  /// A network of zeros. `widths` begins with the inputs; there is one
  /// activation for each layer, so one fewer than widths.
  package init(widths: [Int], activations: [Planar.Activation]) {
    precondition(widths.count == activations.count + 1 && widths.count > 1, "one layer at least")
    precondition(widths.allSatisfy { $0 > 0 }, "every layer has units")
    var layers: [Layer] = []
    for (index, activation) in activations.enumerated() {
      layers.append(
        Layer(
          inputs: widths[index], outputs: widths[index + 1], activation: activation,
          weightOffset: layers.last?.end ?? 0))
    }
    self.layers = layers
    parameters = [Float](repeating: 0, count: layers.last?.end ?? 0)
  }

  package var inputs: Int { layers.first?.inputs ?? 0 }
  package var outputs: Int { layers.last?.outputs ?? 0 }
  package var activations: [Planar.Activation] { layers.map(\.activation) }

  /// Inputs, then the outputs of every layer.
  package var widths: [Int] { [inputs] + layers.map(\.outputs) }

  /// Units of the widest layer, inputs left out.
  var widest: Int { layers.map(\.outputs).max() ?? 0 }
}
