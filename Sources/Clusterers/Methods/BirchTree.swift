import Fitting
import Kernels

/// The tree of clustering features of BIRCH (Zhang, Ramakrishnan and Livny,
/// SIGMOD 1996), as scikit-learn defines it: a sample goes down to the nearest
/// centroid of each node; in a leaf it joins its entry if the squared radius
///
///     r² = Σ |x|² / n - |Σ x / n|²
///
/// of both stays within threshold², else it is an entry of its own; a node of
/// too many entries splits between its two farthest.
struct BirchTree {
  /// Centroids of the leaves' entries, about `mean`, leaf by leaf:
  /// [entry][feature].
  let centroids: [Double]

  init(
    _ codes: PlanarMatrix, mean: [Double], threshold: Double, branching: Int, context: FitContext
  ) throws {
    let growth = BirchGrowth(
      width: codes.features, threshold: threshold, branching: branching)
    for index in 0..<codes.count {
      if index.isMultiple(of: 1024) {
        try context.checkpoint()
        context.progress("birch", Double(index) / Double(codes.count))
      }
      growth.insert((0..<codes.features).map { Double(codes[$0, index]) - mean[$0] })
    }
    centroids = growth.leafCentroids
  }
}

/// Samples as three sums, with the node below where there is one.
private final class BirchEntry {
  var count: Double
  var sum: [Double]
  var squares: Double
  var child: BirchNode?

  init(width: Int) {
    count = 0
    sum = [Double](repeating: 0, count: width)
    squares = 0
  }

  init(_ sample: [Double]) {
    count = 1
    sum = sample
    squares = sample.reduce(0) { $0 + $1 * $1 }
  }

  var centroid: [Double] { sum.map { $0 / max(1, count) } }

  func add(_ other: BirchEntry) {
    count += other.count
    for index in sum.indices { sum[index] += other.sum[index] }
    squares += other.squares
  }

  /// Takes in the other one if the radius of both allows it.
  func absorb(_ other: BirchEntry, threshold: Double) -> Bool {
    let total = count + other.count
    var norm = 0.0
    for index in sum.indices {
      let part = (sum[index] + other.sum[index]) / total
      norm += part * part
    }
    guard (squares + other.squares) / total - norm <= threshold * threshold else { return false }
    add(other)
    return true
  }
}

/// Entries with their centroids, one after another, and |c|².
private final class BirchNode {
  var entries: [BirchEntry] = []
  var centroids: [Double] = []
  var norms: [Double] = []

  func append(_ entry: BirchEntry) {
    let centroid = entry.centroid
    entries.append(entry)
    centroids += centroid
    norms.append(centroid.reduce(0) { $0 + $1 * $1 })
  }

  func refresh(_ index: Int) {
    let centroid = entries[index].centroid
    centroids.replaceSubrange(index * centroid.count..<(index + 1) * centroid.count, with: centroid)
    norms[index] = centroid.reduce(0) { $0 + $1 * $1 }
  }

  func nearest(to point: [Double]) -> Int {
    var (best, least) = (0, Double.infinity)
    centroids.withUnsafeBufferPointer { c in
      for index in norms.indices {
        var dot = 0.0
        for feature in point.indices { dot += c[index * point.count + feature] * point[feature] }
        let value = norms[index] - 2 * dot
        if value < least { (best, least) = (index, value) }
      }
    }
    return best
  }

  func distance(_ a: Int, _ b: Int, width: Int) -> Double {
    centroids.withUnsafeBufferPointer { c in
      var sum = 0.0
      for index in 0..<width {
        let step = c[a * width + index] - c[b * width + index]
        sum += step * step
      }
      return sum
    }
  }
}

private final class BirchGrowth {
  private let width: Int
  private let threshold: Double
  private let branching: Int
  private var root = BirchNode()

  init(width: Int, threshold: Double, branching: Int) {
    self.width = width
    self.threshold = threshold
    self.branching = branching
  }

  func insert(_ sample: [Double]) {
    guard insert(BirchEntry(sample), sample, into: root) else { return }
    let (first, second) = split(root)
    root = BirchNode()
    root.append(first)
    root.append(second)
  }

  /// Whether the node has too many entries now.
  private func insert(_ entry: BirchEntry, _ point: [Double], into node: BirchNode) -> Bool {
    guard !node.entries.isEmpty else {
      node.append(entry)
      return false
    }
    let index = node.nearest(to: point)
    let nearest = node.entries[index]
    if let child = nearest.child {
      if insert(entry, point, into: child) {
        let (first, second) = split(child)
        node.entries[index] = first
        node.refresh(index)
        node.append(second)
        return node.entries.count > branching
      }
      nearest.add(entry)
      node.refresh(index)
      return false
    }
    if nearest.absorb(entry, threshold: threshold) {
      node.refresh(index)
      return false
    }
    node.append(entry)
    return node.entries.count > branching
  }

  /// Two entries above two halves of a node: each of its entries goes to the
  /// nearer of the two that are farthest apart.
  private func split(_ node: BirchNode) -> (BirchEntry, BirchEntry) {
    var (a, b, most) = (0, 0, -1.0)
    for first in node.entries.indices {
      for second in node.entries.indices where second > first {
        let value = node.distance(first, second, width: width)
        if value > most { (a, b, most) = (first, second, value) }
      }
    }
    let halves = (BirchEntry(width: width), BirchEntry(width: width))
    let nodes = (BirchNode(), BirchNode())
    (halves.0.child, halves.1.child) = nodes
    for (index, entry) in node.entries.enumerated() {
      let isFirst =
        index == a
        || node.distance(a, index, width: width) < node.distance(b, index, width: width)
      (isFirst ? nodes.0 : nodes.1).append(entry)
      (isFirst ? halves.0 : halves.1).add(entry)
    }
    return halves
  }

  /// From the first leaf to the last.
  var leafCentroids: [Double] {
    var out: [Double] = []
    func visit(_ node: BirchNode) {
      for entry in node.entries {
        if let child = entry.child { visit(child) } else { out += entry.centroid }
      }
    }
    visit(root)
    return out
  }
}
