/// A sum of gradient noises whose cells halve from octave to octave and whose
/// amplitudes shrink by `persistence`; mean 0, variance about 1.
struct FractalNoise: Sendable {
  private let octaves: [(noise: GradientNoise, amplitude: Float)]

  /// Octaves from the cell `largest` down to `smallest`, in scene units.
  init(
    seed: UInt64, stream: UInt64, largest: Double, smallest: Double, persistence: Double = 0.5,
    limit: Int = 24
  ) {
    var cells = [largest]
    while cells.count < limit, let last = cells.last, last / 2 >= smallest {
      cells.append(last / 2)
    }
    var amplitudes = [1.0]
    for _ in cells.dropFirst() { amplitudes.append((amplitudes.last ?? 1) * persistence) }
    let norm = amplitudes.reduce(0) { $0 + $1 * $1 }.squareRoot()
    octaves = zip(cells, amplitudes).enumerated().map { index, octave in
      let lane = stream << 8 | UInt64(index)
      return (
        GradientNoise(seed: seed, stream: lane, cell: octave.0), Float(octave.1 / norm)
      )
    }
  }

  /// plane += amplitude * noise over the patch.
  func add(to plane: Plane, over patch: Patch, amplitude: Float = 1) {
    for octave in octaves {
      octave.noise.add(to: plane, over: patch, amplitude: amplitude * octave.amplitude)
    }
  }

  /// plane = noise over the patch.
  func evaluate(into plane: Plane, over patch: Patch) {
    plane.fill(0)
    add(to: plane, over: patch)
  }
}
