/// Minimises a smooth convex function by the limited-memory BFGS method
/// (Liu and Nocedal, "On the limited memory BFGS method for large scale
/// optimization", Mathematical Programming 45, 1989) with halved steps until
/// Armijo's condition holds.
struct LimitedMemoryBFGS {
  var memory = 10
  var iterations = 300
  /// Stops where no part of the gradient is larger.
  var tolerance = 1e-5

  private struct Pair {
    var step: [Double]
    var change: [Double]
    var inverse: Double
  }

  /// `function` gives the value and the gradient.
  func minimum(
    from start: [Double], _ function: ([Double]) throws -> (value: Double, gradient: [Double])
  ) throws -> [Double] {
    var x = start
    var (value, gradient) = try function(x)
    var pairs: [Pair] = []
    for _ in 0..<iterations {
      guard gradient.contains(where: { abs($0) > tolerance }) else { break }
      let direction = direction(gradient, pairs)
      let slope = Self.dot(direction, gradient)
      guard slope < 0 else { break }
      var length = pairs.isEmpty ? min(1, 1 / (-slope).squareRoot()) : 1.0
      var next = (value: value, gradient: gradient)
      var place = x
      var isLower = false
      for _ in 0..<40 where !isLower {
        place = zip(x, direction).map { $0 + length * $1 }
        next = try function(place)
        isLower = next.value <= value + 1e-4 * length * slope
        if !isLower { length /= 2 }
      }
      guard isLower else { break }
      remember(zip(place, x).map(-), zip(next.gradient, gradient).map(-), &pairs)
      (x, value, gradient) = (place, next.value, next.gradient)
    }
    return x
  }

  private func remember(_ step: [Double], _ change: [Double], _ pairs: inout [Pair]) {
    let product = Self.dot(step, change)
    guard product > 1e-300 else { return }
    pairs.append(Pair(step: step, change: change, inverse: 1 / product))
    if pairs.count > memory { pairs.removeFirst() }
  }

  /// The two loops over the last pairs.
  private func direction(_ gradient: [Double], _ pairs: [Pair]) -> [Double] {
    var q = gradient.map { -$0 }
    var factors: [Double] = []
    for pair in pairs.reversed() {
      let factor = pair.inverse * Self.dot(pair.step, q)
      factors.append(factor)
      for index in q.indices { q[index] -= factor * pair.change[index] }
    }
    if let last = pairs.last {
      let scale = 1 / (last.inverse * Self.dot(last.change, last.change))
      for index in q.indices { q[index] *= scale }
    }
    for (pair, factor) in zip(pairs, factors.reversed()) {
      let other = pair.inverse * Self.dot(pair.change, q)
      for index in q.indices { q[index] += (factor - other) * pair.step[index] }
    }
    return q
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
