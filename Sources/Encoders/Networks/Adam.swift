package import Fitting
import Foundation
package import Kernels

/// Adam (Kingma and Ba 2015) with Keras' constants: β 0.9 and 0.999, and
/// ε = 1e-7 added to the uncorrected root (the paper's ε̂, section 2).
package struct Adam {
  static let beta1 = 0.9
  static let beta2 = 0.999
  static let epsilon: Float = 1e-7

  private let first: FloatBuffer
  private let second: FloatBuffer
  private var steps = 0

  package init(count: Int) {
    first = FloatBuffer(count)
    second = FloatBuffer(count)
  }

  /// What a training that is broken off has to keep.
  package func note(in state: inout TrainingState) {
    state.facts.adamSteps = steps
    state.vectors[.first] = first
    state.vectors[.second] = second
  }

  package mutating func restore(_ state: TrainingState) {
    guard let kept = state.vectors[.first], let other = state.vectors[.second] else { return }
    first.assign(kept)
    second.assign(other)
    steps = state.facts.adamSteps
  }

  /// Forgets all steps.
  package mutating func reset() {
    first.clear()
    second.clear()
    steps = 0
  }

  package mutating func step(
    _ parameters: FloatBuffer, gradient: UnsafePointer<Float>, rate: Double
  ) {
    steps += 1
    let t = Double(steps)
    let corrected = rate * (1 - pow(Self.beta2, t)).squareRoot() / (1 - pow(Self.beta1, t))
    Planar.adam(
      count: parameters.count, weights: parameters.pointer, gradient: gradient,
      first: first.pointer, second: second.pointer, rate: Float(corrected),
      beta1: Float(Self.beta1), beta2: Float(Self.beta2), epsilon: Self.epsilon)
  }
}
