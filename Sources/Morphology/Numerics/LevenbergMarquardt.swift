/// Weighted least squares by Levenberg and Marquardt (Marquardt 1963), with
/// lower bounds: a parameter at its bound that is drawn beyond it rests.
struct LevenbergMarquardt {
  /// The sum of squares at a point, and what its neighbourhood looks like:
  /// JᵀJ, row after row, and Jᵀr with r = data − model.
  struct Local {
    var cost: Double
    var normal: [Double]
    var gradient: [Double]
  }

  struct Result {
    var parameters: [Double]
    var cost: Double
    var converged: Bool
  }

  var lower: [Double]
  var rounds = 200

  func minimise(
    _ start: [Double], cost: ([Double]) -> Double, local: ([Double]) -> Local
  ) -> Result {
    var point = zip(start, lower).map { max($0, $1) }
    var here = local(point)
    var damping = 1e-3
    // Rounds in a row that gained next to nothing.
    var slow = 0
    guard here.cost.isFinite else {
      return Result(parameters: point, cost: here.cost, converged: false)
    }
    for _ in 0..<rounds {
      guard let step = step(here, at: point, damping: damping) else { break }
      let trial = point.indices.map { max(point[$0] + step[$0], lower[$0]) }
      let value = cost(trial)
      guard value.isFinite, value <= here.cost else {
        damping *= 8
        if isSmall(step, at: point, 1e-9) || damping > 1e14 {
          return Result(parameters: point, cost: here.cost, converged: true)
        }
        continue
      }
      let gain = (here.cost - value) / max(here.cost, .leastNormalMagnitude)
      slow = gain < 1e-8 ? slow + 1 : 0
      let isDone = gain < 1e-12 && isSmall(step, at: point, 1e-6) || slow == 4
      point = trial
      damping = max(damping / 10, 1e-12)
      if isDone { return Result(parameters: point, cost: value, converged: true) }
      here = local(point)
    }
    return Result(parameters: point, cost: here.cost, converged: false)
  }

  private func isSmall(_ step: [Double], at point: [Double], _ share: Double) -> Bool {
    zip(step, point).allSatisfy { abs($0) <= share * (abs($1) + 1e-3) }
  }

  /// (JᵀJ + damping diag JᵀJ) step = Jᵀr by Cholesky's method; nil where even
  /// the damped system is singular.
  private func step(_ here: Local, at point: [Double], damping: Double) -> [Double]? {
    let n = point.count
    let rests = (0..<n).map { point[$0] <= lower[$0] && here.gradient[$0] < 0 }
    var a = here.normal
    var x = here.gradient
    for i in 0..<n {
      a[i * n + i] *= 1 + damping
      if rests[i] || a[i * n + i] == 0 {
        for j in 0..<n {
          a[i * n + j] = 0
          a[j * n + i] = 0
        }
        a[i * n + i] = 1
        x[i] = 0
      }
    }
    for j in 0..<n {
      var pivot = a[j * n + j]
      for k in 0..<j { pivot -= a[j * n + k] * a[j * n + k] }
      guard pivot > 0, pivot.isFinite else { return nil }
      a[j * n + j] = pivot.squareRoot()
      for i in (j + 1)..<max(n, j + 1) {
        var sum = a[i * n + j]
        for k in 0..<j { sum -= a[i * n + k] * a[j * n + k] }
        a[i * n + j] = sum / a[j * n + j]
      }
    }
    for i in 0..<n {
      for k in 0..<i { x[i] -= a[i * n + k] * x[k] }
      x[i] /= a[i * n + i]
    }
    for i in (0..<n).reversed() {
      for k in (i + 1)..<max(n, i + 1) { x[i] -= a[k * n + i] * x[k] }
      x[i] /= a[i * n + i]
    }
    return x
  }
}
