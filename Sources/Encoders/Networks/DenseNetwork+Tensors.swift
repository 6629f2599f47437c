package import Kernels
import Rasters
package import Tensors

extension DenseNetwork {
  /// "0.weight" [outputs][inputs], "0.bias" [outputs], "1.weight" …
  package var tensors: [String: Tensor] {
    var named: [String: Tensor] = [:]
    for (index, layer) in layers.enumerated() {
      let weights = parameters[layer.weightOffset..<layer.biasOffset]
      named["\(index).weight"] = Tensor(shape: [layer.outputs, layer.inputs], Array(weights))
      named["\(index).bias"] = Tensor(Array(parameters[layer.biasOffset..<layer.end]))
    }
    return named
  }

  /// The network that wrote these tensors; its activations come from the
  /// method's parameters, one for each layer.
  package init(tensors: [String: Tensor], activations: [Planar.Activation]) throws {
    guard let first = tensors["0.weight"], first.shape.count == 2, !activations.isEmpty else {
      throw Failure("the model lacks the tensor '0.weight' of a network")
    }
    var widths = [first.shape[1]]
    var parameters: [Float] = []
    for index in activations.indices {
      let weight = try tensors.tensor("\(index).weight", shape: [-1, widths[index]])
      let bias = try tensors.tensor("\(index).bias", shape: [weight.shape[0]])
      widths.append(weight.shape[0])
      parameters += weight.floats + bias.floats
    }
    guard tensors["\(activations.count).weight"] == nil else {
      throw Failure(
        "the model's network has more than the \(activations.count) layers of its settings")
    }
    guard widths.allSatisfy({ $0 > 0 }) else {
      throw Failure("the model's network has a layer without units")
    }
    self.init(widths: widths, activations: activations)
    self.parameters = parameters
  }
}

extension [String: Tensor] {
  /// These tensors under longer names.
  func prefixed(_ prefix: String) -> [String: Tensor] {
    Dictionary(uniqueKeysWithValues: map { (prefix + $0.key, $0.value) })
  }
}
