import Foundation

/// Basin hopping (Wales and Doye 1997) in one dimension: SciPy's, with
/// Nelder–Mead between hops and seed 0, as statmorph calls it.
struct BasinHopping {
  var hops: Int
  var temperature: Double
  var step: Double

  func minimise(_ start: Double, _ f: (Double) -> Double) -> Double {
    var random = MersenneTwister(seed: 0)
    let local = NelderMead(tolerance: 1e-4, flatness: 1e-4)
    func descend(_ x: Double) -> NelderMead.Minimum { local.minimise([x]) { f($0[0]) } }
    var current = descend(start)
    var best = current
    var step = step
    var accepted = 0
    for hop in 1...hops {
      // The step is adapted every `hops` / 2 = 2.5 hops, which only a
      // multiple of five meets.
      if (2 * hop) % hops == 0 {
        step = Double(accepted) / Double(hop) > 0.5 ? step / 0.9 : step * 0.9
      }
      let trial = descend(current.x[0] + (-step + 2 * step * random.uniform()))
      let chance = exp(min(0, -(trial.value - current.value) / temperature))
      guard chance >= random.uniform(), trial.converged || !current.converged else { continue }
      accepted += 1
      current = trial
      if trial.converged, trial.value < best.value || !best.converged { best = trial }
    }
    return best.x[0]
  }
}
