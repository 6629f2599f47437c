import Kernels
import Testing

@testable import Learning

/// Gradients against central differences of the reference loss in Double.
struct NetworkGradientTests {
  @Test(
    arguments: Planar.Activation.allCases,
    [(1, 0.0), (37, 0.0), (37, 0.3), (300, 0.3), (4200, 0.1)]
  )
  func matchesDifferences(activation: Planar.Activation, setup: (count: Int, l1: Double)) {
    let activations = [activation, activation, activation]
    var network = DenseNetwork.initial(widths: [3, 5, 2, 3], activations: activations, seed: 3)
    for layer in network.layers {
      for unit in layer.biasOffset..<layer.end { network.parameters[unit] = 0.1 }
    }
    let samples = normalMatrix(3, setup.count, seed: 20)
    let penalties = [setup.l1, 0, setup.l1]
    let (loss, gradient) = lossAndGradient(network, samples, penalties)
    let rows = (0..<setup.count).map { samples.sample($0).map(Double.init) }
    let parameters = network.parameters.map(Double.init)
    #expect(isClose(loss, Reference.loss(network, parameters, rows, penalties)))
    let step = 1e-6
    for index in parameters.indices.filter({ setup.count < 1000 || $0.isMultiple(of: 7) }) {
      var (less, more) = (parameters, parameters)
      less[index] -= step
      more[index] += step
      let slope =
        (Reference.loss(network, more, rows, penalties)
          - Reference.loss(network, less, rows, penalties)) / (2 * step)
      #expect(isClose(Double(gradient[index]), slope, 2e-5), "parameter \(index)")
    }
  }

  @Test func workersDoNotChangeTheGradient() {
    let network = DenseNetwork.initial(
      widths: [6, 9, 6], activations: [.selu, .linear], seed: 3)
    let samples = normalMatrix(6, 9000, seed: 21)
    let one = lossAndGradient(network, samples, [0.1])
    for workers in [2, 3] {
      let more = lossAndGradient(network, samples, [0.1], workers: workers)
      #expect(one.loss == more.loss)
      #expect(one.gradient == more.gradient)
    }
  }

  private func lossAndGradient(
    _ network: DenseNetwork, _ samples: PlanarMatrix, _ penalties: [Double], workers: Int = 1
  ) -> (loss: Double, gradient: [Float]) {
    var options = TrainingOptions()
    options.batch = samples.count
    options.penalties = penalties
    let gradients = BatchGradient(
      network: network, rows: TrainingRows(samples), options: options, workers: Workers(workers))
    let indices = (0..<Int32(samples.count)).map { $0 }
    let loss = indices.withUnsafeBufferPointer {
      gradients.loss(
        SampleBatch(indices: $0), parameters: FloatBuffer(network.parameters), noise: nil,
        learning: true)
    }
    return (loss, gradients.gradient.values)
  }
}
