import Rasters

/// The tiles of a scene, row by row; they are the tiles of its files.
struct SceneTiles: Sendable {
  static let side = 512
  let width: Int
  let height: Int

  private var columns: Int { (width + Self.side - 1) / Self.side }
  private var rows: Int { (height + Self.side - 1) / Self.side }
  var count: Int { columns * rows }

  func window(_ item: Int) -> Window {
    let (row, column) = (item / columns * Self.side, item % columns * Self.side)
    return Window(
      column: column, row: row, width: min(Self.side, width - column),
      height: min(Self.side, height - row))
  }
}
