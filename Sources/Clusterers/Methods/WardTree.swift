/// A hierarchy of weighted points by Ward's criterion ("Hierarchical grouping
/// to optimize an objective function", JASA 58, 1963): always the two groups
/// are merged whose union raises the sum of squares least, by
///
///     D(a, b) = n_a n_b / (n_a + n_b) |c_a - c_b|²
///
/// Exact, by chains of nearest neighbours (Murtagh, "A survey of recent
/// advances in hierarchical clustering algorithms", Computer Journal 26,
/// 1983): m² d steps and m d memory for m points in d dimensions.
package struct WardTree: Sendable, Equatable {
  /// Two groups become one. Each is named by the smallest of its points.
  package struct Merge: Sendable, Equatable {
    package var kept: Int
    package var gone: Int
    /// sqrt(2 D), the height that SciPy and scikit-learn give: the distance
    /// where both groups are single points of weight 1.
    package var height: Double
  }

  package let points: Int
  /// From the lowest to the highest.
  package let merges: [Merge]

  /// `centres` [point][feature] with their weights, above zero.
  package init(centres: [[Double]], weights: [Double], checkpoint: () throws -> Void = {}) throws {
    points = centres.count
    var chain = WardChain(centres: centres, weights: weights)
    var merges: [Merge] = []
    while merges.count + 1 < centres.count {
      if merges.count.isMultiple(of: 64) { try checkpoint() }
      merges.append(chain.next())
    }
    self.merges = Self.ascending(merges)
  }

  /// From merges in any order in which children come before their parents.
  init(points: Int, merges: [Merge]) {
    self.points = points
    self.merges = Self.ascending(merges)
  }

  /// Merges are found out of order; Ward's heights never fall on the way up,
  /// so that sorting them keeps children below their parents.
  private static func ascending(_ merges: [Merge]) -> [Merge] {
    merges.enumerated()
      .sorted { ($0.element.height, $0.offset) < ($1.element.height, $1.offset) }
      .map(\.element)
  }

  /// The group of every point where the tree is cut into `count` groups,
  /// numbered from 0 in the order of their first points.
  package func groups(_ count: Int) -> [Int] {
    var roots = Array(0..<points)
    func root(_ point: Int) -> Int {
      var at = point
      while roots[at] != at { at = roots[at] }
      return at
    }
    for merge in merges.prefix(max(0, points - count)) {
      let (a, b) = (root(merge.kept), root(merge.gone))
      roots[max(a, b)] = min(a, b)
    }
    var numbers: [Int: Int] = [:]
    return (0..<points).map { point in
      let own = root(point)
      if let number = numbers[own] { return number }
      numbers[own] = numbers.count
      return numbers.count - 1
    }
  }
}

/// The chain of nearest neighbours of a hierarchy under way: two groups that
/// are each other's nearest can be merged at once.
private struct WardChain {
  private var centres: [[Double]]
  private var weights: [Double]
  /// Groups that are left, by their smallest points, ascending.
  private var alive: [Int]
  private var chain: [Int] = []

  init(centres: [[Double]], weights: [Double]) {
    self.centres = centres
    self.weights = weights
    alive = Array(centres.indices)
  }

  mutating func next() -> WardTree.Merge {
    if chain.isEmpty { chain = [alive[0]] }
    while true {
      let tip = chain[chain.count - 1]
      let before = chain.count > 1 ? chain[chain.count - 2] : nil
      let (near, cost) = nearest(to: tip, preferring: before)
      if near == before {
        chain.removeLast(2)
        return merge(tip, near, cost)
      }
      chain.append(near)
    }
  }

  /// Among equals the one before in the chain, so that it ends; else the
  /// first.
  private func nearest(to tip: Int, preferring before: Int?) -> (Int, Double) {
    var best = before ?? -1
    var least = before.map { cost(tip, $0) } ?? .infinity
    for other in alive where other != tip {
      let value = cost(tip, other)
      if value < least || best < 0 { (best, least) = (other, value) }
    }
    return (best, least)
  }

  private func cost(_ a: Int, _ b: Int) -> Double {
    let square = centres[a].withUnsafeBufferPointer { x in
      centres[b].withUnsafeBufferPointer { y in
        var sum = 0.0
        for index in x.indices { sum += (x[index] - y[index]) * (x[index] - y[index]) }
        return sum
      }
    }
    return weights[a] * weights[b] / (weights[a] + weights[b]) * square
  }

  private mutating func merge(_ a: Int, _ b: Int, _ cost: Double) -> WardTree.Merge {
    let (kept, gone) = (min(a, b), max(a, b))
    let total = weights[kept] + weights[gone]
    let share = weights[gone] / total
    for index in centres[kept].indices {
      centres[kept][index] += share * (centres[gone][index] - centres[kept][index])
    }
    weights[kept] = total
    alive.removeAll { $0 == gone }
    return WardTree.Merge(kept: kept, gone: gone, height: (2 * cost).squareRoot())
  }
}
