/// The simplex of Nelder and Mead (1965) with SciPy's first simplex and
/// order of steps, so that of several minima the same is found.
struct NelderMead {
  struct Minimum {
    var x: [Double]
    var value: Double
    /// False where the limit of calls or rounds was reached.
    var converged: Bool
  }

  /// The search ends when the simplex is smaller and flatter than this.
  var tolerance: Double
  var flatness: Double

  func minimise(_ start: [Double], _ f: ([Double]) -> Double) -> Minimum {
    let n = start.count
    let most = 200 * n
    var calls = 0
    func value(_ x: [Double]) -> Double {
      calls += 1
      return f(x)
    }
    var simplex: [(x: [Double], f: Double)] = [(start, value(start))]
    for k in 0..<n {
      var x = start
      x[k] = x[k] != 0 ? 1.05 * x[k] : 0.00025
      simplex.append((x, value(x)))
    }
    sort(&simplex)
    var rounds = 1
    while calls < most, rounds < most {
      if isSmall(simplex) { break }
      let centre = (0..<n).map { k in simplex.dropLast().reduce(0) { $0 + $1.x[k] } / Double(n) }
      let worst = simplex[n]
      func along(_ a: Double, _ b: Double) -> [Double] {
        (0..<n).map { a * centre[$0] + b * worst.x[$0] }
      }
      let reflected = along(2, -1)
      let fReflected = value(reflected)
      var shrinks = false
      // SciPy stops in the middle of a round once the calls are used up.
      if fReflected < simplex[0].f {
        if calls >= most { break }
        let expanded = along(3, -2)
        let fExpanded = value(expanded)
        simplex[n] = fExpanded < fReflected ? (expanded, fExpanded) : (reflected, fReflected)
      } else if fReflected < simplex[n - 1].f {
        simplex[n] = (reflected, fReflected)
      } else {
        if calls >= most { break }
        let outside = fReflected < worst.f
        let contracted = outside ? along(1.5, -0.5) : along(0.5, 0.5)
        let fContracted = value(contracted)
        if outside ? fContracted <= fReflected : fContracted < worst.f {
          simplex[n] = (contracted, fContracted)
        } else {
          shrinks = true
        }
      }
      if shrinks {
        for j in 1...n where calls < most {
          let x = (0..<n).map { simplex[0].x[$0] + 0.5 * (simplex[j].x[$0] - simplex[0].x[$0]) }
          simplex[j] = (x, value(x))
        }
      }
      rounds += 1
      sort(&simplex)
    }
    return Minimum(
      x: simplex[0].x, value: simplex[0].f, converged: calls < most && rounds < most)
  }

  private func isSmall(_ simplex: [(x: [Double], f: Double)]) -> Bool {
    simplex.dropFirst().allSatisfy { corner in
      abs(corner.f - simplex[0].f) <= flatness
        && zip(corner.x, simplex[0].x).allSatisfy { abs($0 - $1) <= tolerance }
    }
  }

  /// By insertion: equals keep their order.
  private func sort(_ simplex: inout [(x: [Double], f: Double)]) {
    for i in 1..<simplex.count {
      var j = i
      while j > 0, simplex[j].f < simplex[j - 1].f {
        simplex.swapAt(j, j - 1)
        j -= 1
      }
    }
  }
}
