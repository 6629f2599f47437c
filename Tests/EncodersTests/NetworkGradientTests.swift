import Foundation
import Kernels
import Testing

@testable import Encoders

/// Gradients against central differences of the reference loss in Double.
struct NetworkGradientTests {
  @Test(
    arguments: Planar.Activation.allCases,
    [
      (1, 0.0, 0.0), (37, 0, 0), (37, 0.3, 0), (300, 0.3, 0), (4200, 0.1, 0), (1, 0, 0.2),
      (37, 0, 0.2), (300, 0.3, 0.2),
    ]
  )
  func matchesDifferences(
    activation: Planar.Activation, setup: (count: Int, l1: Double, contractive: Double)
  ) {
    let activations = [activation, activation, activation]
    var network = DenseNetwork.initial(widths: [3, 5, 2, 3], activations: activations, seed: 3)
    for layer in network.layers {
      for unit in layer.biasOffset..<layer.end { network.parameters[unit] = 0.1 }
    }
    let samples = normalMatrix(3, setup.count, seed: 20)
    let penalties = [setup.l1, 0, setup.l1]
    let contractions = [setup.contractive, setup.contractive, 0]
    let (loss, gradient) = lossAndGradient(network, samples, penalties, contractions)
    let rows = (0..<setup.count).map { samples.sample($0).map(Double.init) }
    let parameters = network.parameters.map(Double.init)
    #expect(isClose(loss, Reference.loss(network, parameters, rows, penalties, contractions)))
    let step = 1e-6
    for index in parameters.indices.filter({ setup.count < 1000 || $0.isMultiple(of: 7) }) {
      var (less, more) = (parameters, parameters)
      less[index] -= step
      more[index] += step
      let slope =
        (Reference.loss(network, more, rows, penalties, contractions)
          - Reference.loss(network, less, rows, penalties, contractions)) / (2 * step)
      #expect(isClose(Double(gradient[index]), slope, 2e-5), "parameter \(index)")
    }
  }

  /// Of one layer it is the Jacobian of the encoder itself.
  @Test(arguments: Planar.Activation.allCases)
  func contractionIsTheJacobian(_ activation: Planar.Activation) {
    let network = DenseNetwork.initial(
      widths: [4, 3, 4], activations: [activation, .linear], seed: 9)
    let parameters = network.parameters.map(Double.init)
    let sample = [0.3, -0.7, 1.1, 0.4]
    let step = 1e-6
    var norm = 0.0
    for feature in sample.indices {
      var (less, more) = (sample, sample)
      less[feature] -= step
      more[feature] += step
      let ends = [more, less].map { Reference.forward(network, parameters, $0)[0] }
      norm += zip(ends[0], ends[1]).reduce(0) { $0 + pow(($1.0 - $1.1) / (2 * step), 2) }
    }
    let samples = PlanarMatrix(rows: sample.map { [Float($0)] })
    let plain = lossAndGradient(network, samples, [])
    let contracted = lossAndGradient(network, samples, [], [1])
    #expect(isClose(contracted.loss - plain.loss, norm, 1e-4))
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
    _ network: DenseNetwork, _ samples: PlanarMatrix, _ penalties: [Double],
    _ contractions: [Double] = [], workers: Int = 1
  ) -> (loss: Double, gradient: [Float]) {
    var options = TrainingOptions()
    options.batch = samples.count
    options.penalties = penalties
    options.contractions = contractions
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
