/// Sizes of pixels on the ground all over a grid: exact at the
/// nodes of a lattice that spans it, and bilinear between them.
///
/// The lattice is as fine as areas need to be within a millionth and lengths
/// within a ten thousandth, up to ``mostNodes``: a scene of Landsat takes some
/// hundred nodes.
package struct GroundLattice: Hashable, Sendable {
  static let mostNodes = 1 << 14
  private static let tolerance = SIMD4<Double>(1e-4, 1e-4, 1e-4, 1e-6)

  private let width: Int
  private let height: Int
  /// Cells across and down.
  package let columns: Int
  package let rows: Int
  private let nodes: [SIMD4<Double>]

  /// Nil for a grid whose place on the ellipsoid is not known, or of which
  /// nothing is ground.
  package init?(_ grid: Grid) {
    let isKnown = grid.reference.projection != nil || grid.reference.isGeographic
    guard isKnown, grid.width > 0, grid.height > 0 else { return nil }
    var draft = Draft(grid: grid, columns: min(4, grid.width), rows: min(4, grid.height))
    while draft.refine() {}
    guard let nodes = draft.filled() else { return nil }
    self.nodes = nodes
    (width, height) = (grid.width, grid.height)
    (columns, rows) = (draft.columns, draft.rows)
  }

  /// The least and the largest area of a pixel, in square metres.
  var areas: ClosedRange<Double> {
    let values = nodes.map(\.w)
    return (values.min() ?? 0)...(values.max() ?? 0)
  }

  /// Sizes at the nodes of a row's centres.
  func nodes(ofRow row: Int) -> [SIMD4<Double>] {
    let (cell, share) = Self.cell(row, of: rows, length: height)
    let above = cell * (columns + 1)
    let below = above + columns + 1
    return (0...columns).map { nodes[above + $0] * (1 - share) + nodes[below + $0] * share }
  }

  package func size(column: Int, row: Int) -> PixelSize {
    let (cellX, x) = Self.cell(column, of: columns, length: width)
    let (cellY, y) = Self.cell(row, of: rows, length: height)
    let at = cellY * (columns + 1) + cellX
    let under = at + columns + 1
    let above = nodes[at] * (1 - x) + nodes[at + 1] * x
    let below = nodes[under] * (1 - x) + nodes[under + 1] * x
    return PixelSize(above * (1 - y) + below * y)
  }

  /// The cell that holds the centre of a pixel, and how far into it.
  static func cell(_ pixel: Int, of cells: Int, length: Int) -> (cell: Int, share: Double) {
    let place = (Double(pixel) + 0.5) * Double(cells) / Double(length)
    let cell = max(0, min(cells - 1, Int(place)))
    return (cell, place - Double(cell))
  }

  /// A lattice that is still too coarse.
  private struct Draft {
    let grid: Grid
    var columns: Int
    var rows: Int
    private var nodes: [SIMD4<Double>?] = []

    init(grid: Grid, columns: Int, rows: Int) {
      self.grid = grid
      self.columns = columns
      self.rows = rows
      measure()
    }

    private mutating func measure() {
      nodes = sizes(
        (0...rows).flatMap { row in (0...columns).map { SIMD2(Double($0), Double(row)) } })
    }

    /// Sizes at places counted in cells.
    private func sizes(_ places: [SIMD2<Double>]) -> [SIMD4<Double>?] {
      let cell = SIMD2(
        Double(grid.width) / Double(columns), Double(grid.height) / Double(rows))
      return grid.groundSizes(places.map { $0 * cell }).map { $0?.vector }
    }

    /// Doubles the cells along each side on which the middles between nodes
    /// are too far from what interpolation has; false where none is.
    mutating func refine() -> Bool {
      let fits = { (columns: Int, rows: Int) in (columns + 1) * (rows + 1) <= mostNodes }
      let isCoarse = (
        across: columns < grid.width && isOff(SIMD2(0.5, 0)),
        down: rows < grid.height && isOff(SIMD2(0, 0.5))
      )
      let before = (columns, rows)
      if isCoarse.across, fits(2 * columns, rows) { columns = min(grid.width, 2 * columns) }
      if isCoarse.down, fits(columns, 2 * rows) { rows = min(grid.height, 2 * rows) }
      guard before != (columns, rows) else { return false }
      measure()
      return true
    }

    private func isOff(_ half: SIMD2<Double>) -> Bool {
      let (right, down) = (half.x > 0 ? 1 : 0, half.y > 0 ? 1 : 0)
      let cells = (0...rows - down).flatMap { row in
        (0...columns - right).map { (column: $0, row: row) }
      }
      let middles = sizes(cells.map { SIMD2(Double($0.column), Double($0.row)) + half })
      return zip(cells, middles).contains { cell, middle in
        let at = cell.row * (columns + 1) + cell.column
        guard let middle, let a = nodes[at], let b = nodes[at + down * (columns + 1) + right]
        else { return false }
        let difference = (a + b) / 2 - middle
        let scale = SIMD4(middle.x, middle.y, 1, middle.w)
        return any(abs(difference / scale) .> GroundLattice.tolerance)
      }
    }

    private func abs(_ v: SIMD4<Double>) -> SIMD4<Double> { v.replacing(with: -v, where: v .< 0) }

    /// Nodes beyond the ground take the mean of their neighbours.
    func filled() -> [SIMD4<Double>]? {
      guard nodes.contains(where: { $0 != nil }) else { return nil }
      var nodes = nodes
      while nodes.contains(where: { $0 == nil }) {
        let known = nodes
        for index in known.indices where known[index] == nil {
          let (row, column) = index.quotientAndRemainder(dividingBy: columns + 1)
          let around = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
            .filter { (0...rows).contains($0.0) && (0...columns).contains($0.1) }
            .compactMap { known[$0.0 * (columns + 1) + $0.1] }
          if !around.isEmpty {
            nodes[index] = around.reduce(.zero, +) / Double(around.count)
          }
        }
      }
      return nodes.compactMap(\.self)
    }
  }
}
