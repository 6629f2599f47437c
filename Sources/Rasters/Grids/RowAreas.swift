/// Ground areas of the pixels of a row, in hectares: all alike, or linear
/// between the nodes of a lattice.
package struct RowAreas: Sendable {
  /// Hectares of every pixel of the row; nil where they differ.
  package let alike: Double?

  /// Pixels from `start` on: their areas are `first`, `first + slope`, ...
  private struct Stretch: Sendable {
    var start: Int
    var first: Double
    var slope: Double
    /// Hectares of all pixels before.
    var before: Double

    func before(_ column: Int) -> Double {
      let count = Double(column - start)
      return before + count * (first + slope * (count - 1) / 2)
    }
  }

  private var stretches: [Stretch] = []
  private var width = 0

  package init(alike area: Double) { alike = area }

  init(_ lattice: GroundLattice, row: Int, width: Int) {
    alike = nil
    self.width = width
    let nodes = lattice.nodes(ofRow: row).map { $0.w / 10_000 }
    for cell in 0..<lattice.columns {
      let start = Self.start(ofCell: cell, of: lattice.columns, width: width)
      let share = GroundLattice.cell(start, of: lattice.columns, length: width).share
      let rise = nodes[cell + 1] - nodes[cell]
      stretches.append(
        Stretch(
          start: start, first: nodes[cell] + rise * share,
          slope: rise * Double(lattice.columns) / Double(width),
          before: stretches.last.map { $0.before(start) } ?? 0))
    }
  }

  /// The first pixel whose centre lies in a cell or after it.
  private static func start(ofCell cell: Int, of cells: Int, width: Int) -> Int {
    guard cell > 0 else { return 0 }
    var start = max(0, cell * width / cells - 1)
    while start < width, GroundLattice.cell(start, of: cells, length: width).cell < cell {
      start += 1
    }
    return start
  }

  /// Hectares of the pixels before a column.
  func before(_ column: Int) -> Double {
    if let alike { return alike * Double(column) }
    let cell =
      column < width
      ? GroundLattice.cell(column, of: stretches.count, length: width).cell : stretches.count - 1
    return stretches[cell].before(column)
  }

  package func hectares(_ columns: Range<Int>) -> Double {
    if let alike { return alike * Double(columns.count) }
    return before(columns.upperBound) - before(columns.lowerBound)
  }

  /// Calls `body(label, hectares)` for every stretch of equal labels of the row.
  @inlinable
  package func forEachRun<Labels: RandomAccessCollection>(
    _ labels: Labels, _ body: (_ label: Int, _ hectares: Double) -> Void
  ) where Labels.Index == Int, Labels.Element: BinaryInteger {
    var start = labels.startIndex
    while start < labels.endIndex {
      let label = labels[start]
      var end = start + 1
      while end < labels.endIndex, labels[end] == label { end += 1 }
      body(Int(label), hectares(start - labels.startIndex..<end - labels.startIndex))
      start = end
    }
  }
}
