import RasterIO
import Rasters

/// A box of whole pixels.
struct BoxMask: ShapeMask {
  private let columns: Range<Int>
  private let rows: Range<Int>

  init(_ columns: Range<Int>, _ rows: Range<Int>) {
    (self.columns, self.rows) = (columns, rows)
  }

  func rasterise(_ window: Window, of grid: Grid) -> [UInt16] {
    (0..<window.pixelCount).map { index in
      let column = window.column + index % window.width
      let row = window.row + index / window.width
      return columns.contains(column) && rows.contains(row) ? 1 : 0
    }
  }
}
