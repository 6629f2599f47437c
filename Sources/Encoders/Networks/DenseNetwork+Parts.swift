package import Kernels

/// Cutting networks apart and putting them together.
extension DenseNetwork {
  /// The layers `range` as a network of their own.
  package func part(_ range: Range<Int>) -> DenseNetwork {
    let chosen = layers[range]
    var part = DenseNetwork(
      widths: Array(widths[range.lowerBound...range.upperBound]),
      activations: chosen.map(\.activation))
    let start = layers[range.lowerBound].weightOffset
    part.parameters = Array(parameters[start..<layers[range.upperBound - 1].end])
    return part
  }

  /// The first `count` layers, such as the encoding half.
  package func first(_ count: Int) -> DenseNetwork { part(0..<count) }

  /// The layers after the first `count`, such as the decoding half.
  package func after(_ count: Int) -> DenseNetwork { part(count..<layers.count) }

  /// This network followed by `next`, whose inputs are this one's outputs.
  package func followed(by next: DenseNetwork) -> DenseNetwork {
    var both = DenseNetwork(
      widths: widths + next.widths.dropFirst(), activations: activations + next.activations)
    both.parameters = parameters + next.parameters
    return both
  }

  /// A network with these parameters and other activations, one for each layer.
  package func withActivations(_ activations: [Planar.Activation]) -> DenseNetwork {
    var changed = DenseNetwork(widths: widths, activations: activations)
    changed.parameters = parameters
    return changed
  }
}
