import Rasters

/// The rows of the drawn map that are read together.
///
/// Bands lie at fixed places of the map, whatever strips the sheet is drawn
/// in, so a sheet does not depend on its strips.
struct MapBand: Hashable {
  /// Rows of the drawn map in one band.
  static let rows = 64

  /// Drawn rows: the first, and how many.
  let top: Int
  let height: Int
  /// What is asked of the raster, and the size it is asked in.
  let window: Window
  let columns: Int
  let lines: Int

  /// The band with a drawn row, of a map of a grid's size drawn `width` x
  /// `height` pixels large.
  init(with row: Int, grid: Grid, width: Int, height: Int) {
    top = row / MapBand.rows * MapBand.rows
    self.height = min(MapBand.rows, height - top)
    let first = top * grid.height / height
    let past = (top + self.height) * grid.height
    // A small grid is enlarged: the last row may show in part.
    let end = grid.height < height ? (past + height - 1) / height : past / height
    window = Window(column: 0, row: first, width: grid.width, height: max(1, end - first))
    columns = min(width, grid.width)
    lines = min(self.height, window.height)
    drawnWidth = width
    drawnHeight = height
    gridHeight = grid.height
  }

  private let drawnWidth: Int
  private let drawnHeight: Int
  private let gridHeight: Int

  /// The line of the answer that shows in a drawn row.
  func line(of row: Int) -> Int {
    guard gridHeight < drawnHeight else { return min(lines - 1, row - top) }
    let source = (2 * row + 1) * gridHeight / (2 * drawnHeight)
    return min(max(0, (source - window.row) * lines / window.height), lines - 1)
  }

  /// The column of the answer that shows in each drawn column.
  var columnOfDrawn: [Int] {
    guard columns < drawnWidth else { return Array(0..<drawnWidth) }
    return (0..<drawnWidth).map { (2 * $0 + 1) * columns / (2 * drawnWidth) }
  }
}
