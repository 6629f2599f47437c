import Foundation

/// Which node each node drains to, and how much comes down.
struct Routing {
  private(set) var receiver: [Int]
  /// Upstream nodes, itself included.
  private(set) var flow: [Float]
  /// Nodes from the lowest up, so that a receiver comes before its donors.
  let order: [Int]
  private let flood: PriorityFlood

  init(heights: [Float], columns: Int, rows: Int) {
    let flood = PriorityFlood(heights: heights, columns: columns, rows: rows)
    self.flood = flood
    order = flood.order
    receiver = heights.indices.map { node in
      if flood.isBorder(node) { return node }
      let lowest = flood.neighbours(of: node).min {
        flood.filled[$0] < flood.filled[$1]
      }
      return lowest ?? node
    }
    flow = [Float](repeating: 1, count: heights.count)
    for node in order.reversed() where receiver[node] != node {
      flow[receiver[node]] += flow[node]
    }
  }

  /// Channel heights of a landscape in steady state: slope = k area^-0.45
  /// (Flint's law), steeper in hard rock.
  func profile(places: [(x: Float, y: Float)], hardness: [Float]) -> [Float] {
    var z = [Float](repeating: 0, count: receiver.count)
    for node in order where receiver[node] != node {
      let below = receiver[node]
      let (dx, dy) = (places[node].x - places[below].x, places[node].y - places[below].y)
      let length = (dx * dx + dy * dy).squareRoot()
      z[node] = z[below] + 0.22 * (0.5 + hardness[node]) * length * pow(flow[node], -0.45)
    }
    return z
  }

  /// Lowers nodes that stand more than `rise` above a neighbour, so that no
  /// hillside is decided by a channel that is far away.
  func smoothCliffs(_ z: inout [Float], rise: Float) {
    for pass in 0..<8 {
      let nodes = pass.isMultiple(of: 2) ? Array(z.indices) : z.indices.reversed()
      for node in nodes {
        for next in flood.neighbours(of: node) { z[node] = min(z[node], z[next] + rise) }
      }
    }
  }
}
