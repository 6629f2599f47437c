import Synchronization

/// The last Ward hierarchy that was found, for members that ask for one of the
/// same points in another order: BIRCH with a threshold below every distance
/// groups the samples themselves, as Ward does.
package final class WardMemo: Sendable {
  private struct Entry: Sendable {
    var centres: [Double]
    var width: Int
    var weights: [Double]
    /// Points in the order of their values.
    var order: [Int]
    var tree: WardTree
  }

  private let last = Mutex<Entry?>(nil)

  package init() {}

  /// The tree of these points, if they are those of the last one. Among equal
  /// costs it is the one that the last order of points has led to.
  func tree(centres: [Double], width: Int, weights: [Double]) -> WardTree? {
    guard let known = last.withLock({ $0 }), known.width == width,
      known.weights.count == weights.count
    else { return nil }
    let order = Self.order(centres, width: width, count: weights.count)
    for (old, new) in zip(known.order, order) {
      guard known.weights[old] == weights[new],
        known.centres[old * width..<(old + 1) * width]
          == centres[new * width..<(new + 1) * width]
      else { return nil }
    }
    var names = [Int](repeating: 0, count: order.count)
    for (old, new) in zip(known.order, order) { names[old] = new }
    return Self.renamed(known.tree, names)
  }

  func keep(_ tree: WardTree, centres: [Double], width: Int, weights: [Double]) {
    let entry = Entry(
      centres: centres, width: width, weights: weights,
      order: Self.order(centres, width: width, count: weights.count), tree: tree)
    last.withLock { $0 = entry }
  }

  private static func order(_ centres: [Double], width: Int, count: Int) -> [Int] {
    centres.withUnsafeBufferPointer { c in
      (0..<count).sorted { a, b in
        for feature in 0..<width where c[a * width + feature] != c[b * width + feature] {
          return c[a * width + feature] < c[b * width + feature]
        }
        return a < b
      }
    }
  }

  /// A tree of the points under other names; groups are again called by the
  /// smallest of their points.
  private static func renamed(_ tree: WardTree, _ names: [Int]) -> WardTree {
    var roots = Array(names.indices)
    func root(_ point: Int) -> Int {
      var at = point
      while roots[at] != at {
        roots[at] = roots[roots[at]]
        at = roots[at]
      }
      return at
    }
    let merges = tree.merges.map { merge -> WardTree.Merge in
      let (a, b) = (root(names[merge.kept]), root(names[merge.gone]))
      roots[max(a, b)] = min(a, b)
      return WardTree.Merge(kept: min(a, b), gone: max(a, b), height: merge.height)
    }
    return WardTree(points: tree.points, merges: merges)
  }
}
