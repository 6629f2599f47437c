import Kernels

/// Grows one tree: every node is split by the feature and value, among some random features, that
/// lower Gini's impurity most.
struct TreeGrowth {
  private static let deepest = 20
  /// Fewer draws are not split.
  private static let least = 4

  private let data: ValueBins
  private let classes: [Int]
  private let classCount: Int
  private let random: CounterRandom
  private var counter: UInt64
  private var nodes: [RandomForest.Node] = []

  init(
    _ data: ValueBins, classes: [Int], classCount: Int, _ random: CounterRandom,
    _ counter: UInt64
  ) {
    self.data = data
    self.classes = classes
    self.classCount = classCount
    self.random = random
    self.counter = counter
  }

  private struct Task {
    var node: Int
    var samples: [Int32]
    var depth: Int
  }

  private struct Split {
    var feature: Int
    var bin: Int
    var gain: Double
  }

  mutating func grown(_ drawn: [Int32]) -> [RandomForest.Node] {
    nodes = [.leaf(0)]
    var tasks = [Task(node: 0, samples: drawn, depth: 0)]
    while let task = tasks.popLast() {
      let counts = counts(of: task.samples)
      let most = counts.indices.reduce(0) { counts[$1] > counts[$0] ? $1 : $0 }
      nodes[task.node] = .leaf(most)
      guard task.depth < Self.deepest, task.samples.count >= Self.least,
        counts[most] < task.samples.count, let split = split(task.samples, counts)
      else { continue }
      let start = split.feature * data.count
      let (bins, bin) = (data.bins, split.bin)
      let goesLeft = { (sample: Int32) in Int(bins[start + Int(sample)]) <= bin }
      let first = nodes.count
      nodes[task.node] = RandomForest.Node(
        feature: Int32(split.feature), threshold: data.edges[split.feature][split.bin],
        next: Int32(first))
      nodes += [.leaf(most), .leaf(most)]
      tasks.append(
        Task(node: first + 1, samples: task.samples.filter { !goesLeft($0) }, depth: task.depth + 1)
      )
      tasks.append(Task(node: first, samples: task.samples.filter(goesLeft), depth: task.depth + 1))
    }
    return nodes
  }

  private func counts(of samples: [Int32]) -> [Int] {
    var out = [Int](repeating: 0, count: classCount)
    for sample in samples { out[classes[Int(sample)]] += 1 }
    return out
  }

  private mutating func split(_ samples: [Int32], _ counts: [Int]) -> Split? {
    var best: Split?
    for feature in features() {
      guard let found = split(samples, counts, by: feature) else { continue }
      if found.gain > best?.gain ?? 1e-9 { best = found }
    }
    return best
  }

  /// The square root of all features, drawn without replacement.
  private mutating func features() -> [Int] {
    var all = Array(0..<data.features)
    let wanted = max(1, Int(Double(data.features).squareRoot().rounded()))
    for place in 0..<min(wanted, all.count) {
      let other = place + Int(random.bits(counter) % UInt64(all.count - place))
      counter += 1
      all.swapAt(place, other)
    }
    return Array(all.prefix(wanted))
  }

  /// The best place to split by a feature.
  private func split(_ samples: [Int32], _ counts: [Int], by feature: Int) -> Split? {
    let edges = data.edges[feature].count
    guard edges > 0 else { return nil }
    var histogram = [Int32](repeating: 0, count: (edges + 1) * classCount)
    let start = feature * data.count
    for sample in samples {
      histogram[Int(data.bins[start + Int(sample)]) * classCount + classes[Int(sample)]] += 1
    }
    var left = [Int](repeating: 0, count: classCount)
    var right = counts
    var (leftTotal, rightTotal) = (0, samples.count)
    var leftSquares = 0.0
    var rightSquares = counts.reduce(0.0) { $0 + Double($1 * $1) }
    let before = rightSquares / Double(samples.count)
    var best: Split?
    for bin in 0..<edges {
      var moved = 0
      for label in 0..<classCount {
        let step = Int(histogram[bin * classCount + label])
        guard step > 0 else { continue }
        leftSquares += Double(step * (2 * left[label] + step))
        rightSquares -= Double(step * (2 * right[label] - step))
        left[label] += step
        right[label] -= step
        moved += step
      }
      guard moved > 0 else { continue }
      leftTotal += moved
      rightTotal -= moved
      guard rightTotal > 0 else { break }
      let gain =
        leftSquares / Double(leftTotal) + rightSquares / Double(rightTotal) - before
      if gain > best?.gain ?? 0 { best = Split(feature: feature, bin: bin, gain: gain) }
    }
    return best
  }
}
