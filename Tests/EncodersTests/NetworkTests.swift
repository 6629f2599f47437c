import Kernels
import Rasters
import Tensors
import Testing

@testable import Encoders

struct NetworkTests {
  static let activations: [Planar.Activation] = [.relu, .selu, .sigmoid, .linear]
  static let network = DenseNetwork.initial(
    widths: [3, 17, 4, 1, 5], activations: activations, seed: 5)

  @Test(arguments: [1, 16, 255, 256, 257, 1000])
  func encodesAsTheReference(count: Int) {
    let samples = normalMatrix(3, count)
    let codes = Self.network.encode(samples, workers: Workers(2))
    let parameters = Self.network.parameters.map(Double.init)
    for sample in 0..<count {
      let outputs = Reference.forward(
        Self.network, parameters, samples.sample(sample).map(Double.init))
      for (code, expected) in zip(codes.sample(sample), outputs[3]) {
        #expect(isClose(Double(code), expected))
      }
    }
  }

  @Test func tensorsRoundTrip() throws {
    let restored = try DenseNetwork(
      tensors: Self.network.tensors, activations: Self.activations)
    #expect(restored == Self.network)
    #expect(Self.network.tensors["0.weight"]?.shape == [17, 3])
    #expect(Self.network.tensors["0.bias"]?.shape == [17])
  }

  @Test func partsMakeTheWhole() {
    let network = Self.network
    #expect(network.first(2).followed(by: network.after(2)) == network)
    #expect(network.part(1..<3).widths == [17, 4, 1])
  }

  @Test(arguments: ["0.weight", "2.bias", "3.weight"])
  func refusesTensorsThatDoNotFit(name: String) {
    var missing = Self.network.tensors
    missing[name] = nil
    var misshapen = Self.network.tensors
    misshapen[name] = Tensor([1, 2])
    var broken = Self.network.tensors
    broken[name] = broken[name].map {
      Tensor(shape: $0.shape, $0.floats.map { _ in .nan })
    }
    var longer = Self.network.tensors
    longer["4.weight"] = Tensor([1])
    for tensors in [missing, misshapen, broken, longer] {
      #expect(throws: Failure.self) {
        try DenseNetwork(tensors: tensors, activations: Self.activations)
      }
    }
  }

  @Test func initialWeightsKeepTheirLimits() {
    let network = DenseNetwork.initial(
      widths: [100, 200, 50], activations: [.relu, .sigmoid], seed: 6)
    for (layer, limit) in zip(network.layers, [(6.0 / 100), (6.0 / 250)].map { $0.squareRoot() }) {
      let weights = network.parameters[layer.weightOffset..<layer.biasOffset].map(Double.init)
      let largest = weights.map(abs).max() ?? 0
      #expect(largest <= limit * 1.000001 && largest > 0.99 * limit)
      let variance = weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)
      #expect(isClose(variance / (limit * limit / 3), 1, 0.03))
      #expect(network.parameters[layer.biasOffset..<layer.end].allSatisfy { $0 == 0 })
    }
  }
}
