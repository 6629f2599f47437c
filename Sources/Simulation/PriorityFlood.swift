import Kernels

/// Fills the pits of a small elevation model from its border inwards
/// (Barnes, Lehman and Mulla, "Priority-flood", Computers & Geosciences 62,
/// 2014), with a tiny rise on the way so that every node has a lower one.
struct PriorityFlood {
  let columns: Int
  let rows: Int
  /// Heights after filling.
  private(set) var filled: [Float]
  /// Nodes from the lowest filled height up.
  private(set) var order: [Int] = []
  private var heap: [Int] = []

  init(heights: [Float], columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    filled = heights
    var isSeen = [Bool](repeating: false, count: heights.count)
    for node in heights.indices where isBorder(node) {
      isSeen[node] = true
      push(node)
    }
    while let node = pop() {
      order.append(node)
      for next in neighbours(of: node) where !isSeen[next] {
        isSeen[next] = true
        filled[next] = max(filled[next], filled[node] + Self.rise(at: next))
        push(next)
      }
    }
  }

  /// Uneven, so that water finds crooked ways over filled ground.
  private static func rise(at node: Int) -> Float {
    1e-5 * Float(1 + 20 * uneven.uniform(UInt64(node)))
  }

  private static let uneven = CounterRandom(seed: 0x666c_6f6f)

  func isBorder(_ node: Int) -> Bool {
    let (x, y) = (node % columns, node / columns)
    return x == 0 || y == 0 || x == columns - 1 || y == rows - 1
  }

  /// The up to eight nodes around one.
  func neighbours(of node: Int) -> [Int] {
    let (x, y) = (node % columns, node / columns)
    var found: [Int] = []
    for row in max(0, y - 1)...min(rows - 1, y + 1) {
      for column in max(0, x - 1)...min(columns - 1, x + 1) where column != x || row != y {
        found.append(row * columns + column)
      }
    }
    return found
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    (filled[a], a) < (filled[b], b)
  }

  private mutating func push(_ node: Int) {
    heap.append(node)
    var child = heap.count - 1
    while child > 0, isBefore(heap[child], heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func pop() -> Int? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      let start = min(2 * parent + 1, heap.count)
      let children = start..<min(start + 2, heap.count)
      guard !children.isEmpty, let least = children.min(by: { isBefore(heap[$0], heap[$1]) }),
        isBefore(heap[least], heap[parent])
      else { return first }
      heap.swapAt(least, parent)
      parent = least
    }
  }
}
