import Foundation
import Kernels

@testable import Encoders

/// The laws of the networks written plainly in Double, sample by sample.
enum Reference {
  static func activate(_ x: Double, _ activation: Planar.Activation) -> Double {
    switch activation {
    case .linear: x
    case .relu: max(0, x)
    case .selu: 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (exp(x) - 1))
    case .sigmoid: 1 / (1 + exp(-x))
    }
  }

  /// The derivative in terms of the output y.
  static func slope(_ y: Double, _ activation: Planar.Activation) -> Double {
    switch activation {
    case .linear: 1
    case .relu: y > 0 ? 1 : 0
    case .selu: y > 0 ? 1.0507009873554805 : y + 1.0507009873554805 * 1.6732632423543772
    case .sigmoid: y * (1 - y)
    }
  }

  /// The outputs of all layers for one sample.
  static func forward(
    _ network: DenseNetwork, _ parameters: [Double], _ sample: [Double]
  ) -> [[Double]] {
    var outputs: [[Double]] = []
    for layer in network.layers {
      let x = outputs.last ?? sample
      outputs.append(
        (0..<layer.outputs).map { unit in
          let row = layer.weightOffset + unit * layer.inputs
          let sum = x.indices.reduce(parameters[layer.biasOffset + unit]) {
            $0 + parameters[row + $1] * x[$1]
          }
          return activate(sum, layer.activation)
        })
    }
    return outputs
  }

  /// The squared Frobenius norm of a layer's Jacobian at its outputs y.
  static func contraction(
    _ layer: DenseNetwork.Layer, _ parameters: [Double], _ y: [Double]
  ) -> Double {
    y.indices.reduce(0) { sum, unit in
      let row = layer.weightOffset + unit * layer.inputs
      let norm = parameters[row..<row + layer.inputs].reduce(0) { $0 + $1 * $1 }
      return sum + pow(slope(y[unit], layer.activation), 2) * norm
    }
  }

  /// mean (y - x)² + Σ λ |activation| / batch + Σ λ ||∂y/∂x||² / batch.
  static func loss(
    _ network: DenseNetwork, _ parameters: [Double], _ samples: [[Double]], _ penalties: [Double],
    _ contractions: [Double] = []
  ) -> Double {
    var total = 0.0
    for sample in samples {
      let outputs = forward(network, parameters, sample)
      let rebuilt = outputs[outputs.count - 1]
      total += zip(rebuilt, sample).reduce(0) { $0 + pow($1.0 - $1.1, 2) } / Double(sample.count)
      for (penalty, output) in zip(penalties, outputs) {
        total += penalty * output.reduce(0) { $0 + abs($1) }
      }
      for (index, weight) in contractions.enumerated() {
        total += weight * contraction(network.layers[index], parameters, outputs[index])
      }
    }
    return total / Double(samples.count)
  }
}

/// Seeded normal numbers as a planar matrix.
func normalMatrix(_ features: Int, _ count: Int, seed: UInt64 = 1) -> PlanarMatrix {
  var random = RandomSequence(seed: seed)
  return PlanarMatrix(
    rows: (0..<features).map { _ in (0..<count).map { _ in Float(random.normal()) } })
}

/// Samples that two numbers describe but for a little noise, in 0...1 or so.
func curvedMatrix(_ features: Int, _ count: Int, seed: UInt64 = 1) -> PlanarMatrix {
  var random = RandomSequence(seed: seed)
  var matrix = PlanarMatrix(features: features, count: count)
  for sample in 0..<count {
    let (u, v) = (random.uniform(), random.uniform())
    for feature in 0..<features {
      let phase = Double(feature) / Double(features)
      matrix[feature, sample] = Float(
        0.5 + 0.3 * sin(3 * u + 4 * phase) + 0.2 * v * phase + 0.005 * random.normal())
    }
  }
  return matrix
}

func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-5) -> Bool {
  abs(a - b) <= tolerance * max(1, abs(a), abs(b))
}
