package import Fitting
import Kernels

/// Ward's hierarchy of tens of thousands of points: the merges of ``WardTree``
/// found in rounds.
///
/// Ward's criterion is reducible: a union is no nearer to a third group than
/// the nearer of its parts was. So all pairs that are each other's nearest can
/// be merged at once, and only groups whose nearest has gone look for another
/// (Murtagh, "A survey of recent advances in hierarchical clustering
/// algorithms", Computer Journal 26, 1983). A search goes through bounds
/// of every cost in Float; what may be the
/// least is computed in Double, so that the result is that of Double
/// throughout, for any number of workers. Of equal costs the pair of the
/// smallest points wins. n d memory beside blocks of fixed size.
package struct WardRounds: Sendable {
  /// Groups whose nearest is looked for at once, and groups that they are
  /// compared with at once.
  private static let block = 64
  private static let tile = 2048

  private let width: Int
  private let context: FitContext
  /// What is left, in the order of the smallest points: [group][width].
  private var centres: [Double]
  /// The centres in panels, as ``Planar/wardBounds`` has them.
  private var panels: [Float] = []
  private var squares: [Float] = []
  private var weights: [Double]
  private var lightness: [Float] = []
  private var names: [Int]
  /// The nearest of every group; nil where it has to be looked for.
  private var near: [Nearest?]

  private struct Nearest: Sendable {
    var group: Int
    var cost: Double
  }

  /// The tree of `centres` [point][width], finite, with weights above zero.
  package static func tree(
    centres: [Double], width: Int, weights: [Double], context: FitContext
  ) throws -> WardTree {
    let memo = context.shared as? WardMemo
    if let known = memo?.tree(centres: centres, width: width, weights: weights) {
      return known
    }
    var rounds = WardRounds(centres: centres, width: width, weights: weights, context: context)
    let tree = try rounds.run()
    memo?.keep(tree, centres: centres, width: width, weights: weights)
    return tree
  }

  private init(centres: [Double], width: Int, weights: [Double], context: FitContext) {
    self.width = width
    self.context = context
    self.centres = Self.centred(centres, width: width, count: weights.count)
    self.weights = weights
    names = Array(weights.indices)
    near = [Nearest?](repeating: nil, count: weights.count)
  }

  /// About the mean: distances stay, and inner products lose no digits to an
  /// offset.
  private static func centred(_ centres: [Double], width: Int, count: Int) -> [Double] {
    var mean = [Double](repeating: 0, count: width)
    for index in centres.indices { mean[index % width] += centres[index] }
    for index in mean.indices { mean[index] /= Double(max(1, count)) }
    return centres.indices.map { centres[$0] - mean[$0 % width] }
  }

  private mutating func run() throws -> WardTree {
    let points = names.count
    var merges: [WardTree.Merge] = []
    merges.reserveCapacity(points)
    while names.count > 1 {
      try context.checkpoint()
      context.progress("ward", Double(merges.count) / Double(points))
      try search()
      merge(into: &merges)
    }
    return WardTree(points: points, merges: merges)
  }

  // MARK: search

  private mutating func search() throws {
    prepare()
    let stale = near.indices.filter { near[$0] == nil }
    let blocks = (stale.count + Self.block - 1) / Self.block
    let state = self
    let found = try context.workers.map(blocks) { _, block in
      let own = stale[block * Self.block..<min(stale.count, (block + 1) * Self.block)]
      return state.nearest(to: Array(own))
    }
    for (group, nearest) in zip(stale, found.joined()) { near[group] = nearest }
  }

  /// Float copies. What pads the panels is never the nearest.
  private mutating func prepare() {
    let panel = Planar.panel
    let padded = (names.count + panel - 1) / panel * panel
    panels = [Float](repeating: 0, count: padded * width)
    squares = [Float](repeating: 1e30, count: padded)
    lightness = [Float](repeating: 1, count: padded)
    for group in names.indices {
      let base = group / panel * panel * width + group % panel
      var sum = 0.0
      for feature in 0..<width {
        let value = centres[group * width + feature]
        sum += value * value
        panels[base + feature * panel] = Float(value)
      }
      squares[group] = Float(sum)
      lightness[group] = Float(weights[group])
    }
  }

  /// Relative to |a|² + |b|², what rounding can change a distance by.
  private var slack: Float { Float(4 * width + 64) * 0x1p-24 }

  private func nearest(to groups: [Int]) -> [Nearest] {
    let own = groups.flatMap { group in
      (group * width..<(group + 1) * width).map { Float(centres[$0]) }
    }
    var low = [Float](repeating: 0, count: groups.count * Self.tile)
    var candidates = [[(group: Int, low: Float)]](repeating: [], count: groups.count)
    var highs = [Float](repeating: .infinity, count: groups.count)
    for start in stride(from: 0, to: squares.count, by: Self.tile) {
      bound(groups, own, start: start, &low, &highs, &candidates)
    }
    return groups.indices.map { row in
      best(of: groups[row], among: candidates[row].filter { $0.low <= highs[row] }.map(\.group))
    }
  }

  /// Keeps what may be nearest in one tile.
  private func bound(
    _ groups: [Int], _ own: [Float], start: Int, _ low: inout [Float], _ highs: inout [Float],
    _ candidates: inout [[(group: Int, low: Float)]]
  ) {
    let count = min(Self.tile, squares.count - start)
    let selves = groups.map { group in
      (start..<start + count).contains(group) ? Int32(group - start) : -1
    }
    var places = [Int32](repeating: 0, count: count)
    panels.withUnsafeBufferPointer { panels in
      squares.withUnsafeBufferPointer { squares in
        lightness.withUnsafeBufferPointer { lightness in
          Planar.wardBounds(
            rows: groups.count, features: width, count: count, q: own,
            square: groups.map { squares[$0] }, weight: groups.map { lightness[$0] }, own: selves,
            slack: slack, panels: panels.firstAddress + start * width,
            squares: squares.firstAddress + start, weights: lightness.firstAddress + start,
            low: &low, lowStride: Self.tile, high: &highs)
        }
      }
    }
    low.withUnsafeBufferPointer { low in
      for row in groups.indices {
        let bounds = low.firstAddress + row * Self.tile
        let found = Planar.atMost(highs[row], count: count, x: bounds, places: &places)
        for place in places.prefix(found) {
          candidates[row].append((start + Int(place), bounds[Int(place)]))
        }
      }
    }
  }

  /// In Double; of equals the pair of the smallest points.
  private func best(of group: Int, among others: [Int]) -> Nearest {
    var out = Nearest(group: -1, cost: .infinity)
    for other in others where other != group {
      let value = cost(group, other)
      if out.group < 0 || value < out.cost { out = Nearest(group: other, cost: value) }
    }
    return out
  }

  private func cost(_ a: Int, _ b: Int) -> Double {
    let square = centres.withUnsafeBufferPointer { c in
      var sum = 0.0
      for index in 0..<width {
        let step = c[a * width + index] - c[b * width + index]
        sum += step * step
      }
      return sum
    }
    return weights[a] * weights[b] / (weights[a] + weights[b]) * square
  }

  // MARK: merge

  /// Merges every pair of each other's nearest; there is one at least, that
  /// of the least cost.
  private mutating func merge(into merges: inout [WardTree.Merge]) {
    var gone = [Bool](repeating: false, count: names.count)
    var changed = gone
    for (group, nearest) in near.enumerated() {
      guard let nearest, nearest.group > group, near[nearest.group]?.group == group else {
        continue
      }
      merges.append(unite(group, nearest.group, nearest.cost))
      gone[nearest.group] = true
      changed[group] = true
      changed[nearest.group] = true
    }
    if !gone.contains(true) { uniteLeast(&gone, &changed, into: &merges) }
    compact(gone, changed)
  }

  /// Where rounding keeps two groups from agreeing that they are nearest.
  private mutating func uniteLeast(
    _ gone: inout [Bool], _ changed: inout [Bool], into merges: inout [WardTree.Merge]
  ) {
    let least = near.enumerated().compactMap { group, nearest in
      nearest.map { (group, $0.group, $0.cost) }
    }.min { $0.2 < $1.2 }
    guard let (a, b, cost) = least, b >= 0 else { return }
    merges.append(unite(min(a, b), max(a, b), cost))
    gone[max(a, b)] = true
    changed[a] = true
    changed[b] = true
  }

  private mutating func unite(_ kept: Int, _ other: Int, _ cost: Double) -> WardTree.Merge {
    let total = weights[kept] + weights[other]
    let share = weights[other] / total
    for index in 0..<width {
      let step = centres[other * width + index] - centres[kept * width + index]
      centres[kept * width + index] += share * step
    }
    weights[kept] = total
    return .init(kept: names[kept], gone: names[other], height: (2 * cost).squareRoot())
  }

  /// Closes the gaps; groups that have changed, or whose nearest has, look
  /// again.
  private mutating func compact(_ gone: [Bool], _ changed: [Bool]) {
    var places = [Int](repeating: -1, count: names.count)
    var next = 0
    for group in names.indices where !gone[group] {
      places[group] = next
      next += 1
    }
    for group in names.indices where !gone[group] {
      let place = places[group]
      if place != group {
        for index in 0..<width { centres[place * width + index] = centres[group * width + index] }
        weights[place] = weights[group]
        names[place] = names[group]
      }
      let nearest = near[group]
      near[place] =
        changed[group] || nearest.map { changed[$0.group] } != false
        ? nil : nearest.map { Nearest(group: places[$0.group], cost: $0.cost) }
    }
    centres.removeLast((names.count - next) * width)
    weights.removeLast(names.count - next)
    near.removeLast(names.count - next)
    names.removeLast(names.count - next)
  }
}
