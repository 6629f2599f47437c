/// The assignment problem: pairs of rows and columns, each used once at most,
/// whose weights add up to the most.
///
/// Kuhn's Hungarian method in the form of Jonker and Volgenant ("A shortest
/// augmenting path algorithm for dense and sparse linear assignment
/// problems", Computing 38, 1987): rows enter one by one, each along the
/// shortest augmenting path under dual prices. O(r² c) for r <= c, rectangles
/// included.
package enum Hungarian {
  /// The column of every row; nil for rows that go without because there are
  /// more rows than columns. min(rows, columns) pairs are made, of weight 0
  /// too if need be. Which of several best assignments is returned depends
  /// on nothing but the weights.
  ///
  /// Exact as long as the weights' sum is below 2^53.
  package static func maximum(
    rows: Int, columns: Int, weight: (_ row: Int, _ column: Int) -> Int
  ) -> [Int?] {
    guard rows > 0, columns > 0 else { return [Int?](repeating: nil, count: max(0, rows)) }
    let isTall = rows > columns
    let (few, many) = isTall ? (columns, rows) : (rows, columns)
    var solver = Solver(rows: few, columns: many)
    for row in 0..<few {
      for column in 0..<many {
        solver.costs[row * many + column] =
          -Double(isTall ? weight(column, row) : weight(row, column))
      }
    }
    for row in 0..<few { solver.insert(row) }
    return isTall ? solver.rowOfColumn : solver.columnOfRow
  }
}

extension Hungarian {
  /// Least cost for no more rows than columns.
  private struct Solver {
    let rows: Int
    let columns: Int
    var costs: [Double]
    var rowPrices: [Double]
    var columnPrices: [Double]
    var rowOfColumn: [Int?]

    init(rows: Int, columns: Int) {
      self.rows = rows
      self.columns = columns
      costs = [Double](repeating: 0, count: rows * columns)
      rowPrices = [Double](repeating: 0, count: rows)
      columnPrices = [Double](repeating: 0, count: columns)
      rowOfColumn = [Int?](repeating: nil, count: columns)
    }

    var columnOfRow: [Int?] {
      var out = [Int?](repeating: nil, count: rows)
      for (column, row) in rowOfColumn.enumerated() {
        if let row { out[row] = column }
      }
      return out
    }

    /// Gives a new row its column, moving earlier rows to others where that
    /// is cheapest overall (Dijkstra over reduced costs).
    mutating func insert(_ row: Int) {
      var tree = Tree(columns: columns)
      var current = row
      var reached: Int?
      while true {
        scan(current, from: reached, into: &tree)
        guard let next = tree.nearestOpen else { return }
        raisePrices(by: tree.distance[next], root: row, tree: &tree)
        tree.isClosed[next] = true
        reached = next
        guard let taken = rowOfColumn[next] else { break }
        current = taken
      }
      augment(to: reached, root: row, along: tree)
    }

    /// Shortens the open columns' distances by way of `row`, which was
    /// reached through the column `via`.
    private func scan(_ row: Int, from via: Int?, into tree: inout Tree) {
      let start = row * columns
      for column in 0..<columns where !tree.isClosed[column] {
        let reduced = costs[start + column] - rowPrices[row] - columnPrices[column]
        if reduced < tree.distance[column] {
          tree.distance[column] = reduced
          tree.before[column] = via
        }
      }
    }

    /// Makes the nearest open column's reduced cost zero.
    private mutating func raisePrices(by step: Double, root: Int, tree: inout Tree) {
      rowPrices[root] += step
      for column in 0..<columns {
        if tree.isClosed[column] {
          columnPrices[column] -= step
          if let row = rowOfColumn[column] { rowPrices[row] += step }
        } else {
          tree.distance[column] -= step
        }
      }
    }

    /// Moves every row on the path from the root one column further.
    private mutating func augment(to end: Int?, root: Int, along tree: Tree) {
      var column = end
      while let target = column {
        let before = tree.before[target]
        rowOfColumn[target] = before.map { rowOfColumn[$0] } ?? root
        column = before
      }
    }
  }

  /// Shortest paths from one row to the columns.
  private struct Tree {
    var distance: [Double]
    /// The column before on the path; nil next to the root.
    var before: [Int?]
    /// Columns whose shortest path is known.
    var isClosed: [Bool]

    init(columns: Int) {
      distance = [Double](repeating: .infinity, count: columns)
      before = [Int?](repeating: nil, count: columns)
      isClosed = [Bool](repeating: false, count: columns)
    }

    /// The open column that is nearest, the first of equals.
    var nearestOpen: Int? {
      var best: Int?
      for column in distance.indices where !isClosed[column] {
        if distance[column] < best.map({ distance[$0] }) ?? .infinity { best = column }
      }
      return best
    }
  }
}
