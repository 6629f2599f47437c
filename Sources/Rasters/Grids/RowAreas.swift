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

  /// Adds the hectares of every pixel of the row to the sum of its label.
  ///
  /// - Parameters:
  ///   - labels: of the pixels of the row.
  ///   - sums: one for each value that a label can have.
  package func add(_ labels: UnsafeBufferPointer<UInt8>, to sums: inout [Double]) {
    addRuns(labels, to: &sums)
  }

  package func add(_ labels: UnsafeBufferPointer<UInt16>, to sums: inout [Double]) {
    addRuns(labels, to: &sums)
  }

  @inline(__always)
  private func addRuns<Label: UnsignedInteger & FixedWidthInteger>(
    _ labels: UnsafeBufferPointer<Label>, to sums: inout [Double]
  ) {
    guard alike == nil else {
      for label in labels { sums[Int(label)] += alike ?? 0 }
      return
    }
    sums.withUnsafeMutableBufferPointer { sums in
      for (index, stretch) in stretches.enumerated() {
        let next = index + 1 < stretches.count ? stretches[index + 1].start : width
        let end = min(labels.count, next)
        var place = stretch.start
        while place < end {
          let label = labels[place]
          var stop = place + 1
          while stop < end, labels[stop] == label { stop += 1 }
          let middle = Double(place - stretch.start) + Double(stop - place - 1) / 2
          sums[Int(label)] += Double(stop - place) * (stretch.first + stretch.slope * middle)
          place = stop
        }
      }
    }
  }
}
