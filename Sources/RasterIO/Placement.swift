package import Rasters

/// Where a window of one grid lies in another raster that covers the same
/// ground, perhaps in part and with other pixels.
struct Placement: Equatable {
  /// The part of the other raster to read; nil where they do not meet.
  var source: RasterDataset.SourceWindow?
  /// The part of the window that it fills, relative to the window's corner.
  var target: Window
  /// The whole window is filled.
  var isWhole: Bool
  /// Pixels coincide: nothing is resampled.
  var isExact: Bool

  /// `window` in pixels of `frame`; both grids are in one reference system.
  /// Without a place on the ground pixels are taken to coincide.
  init(of window: Window, frame: Grid, in other: Grid) {
    guard let a = frame.transform, let b = other.transform, a != b else {
      self.init(exact: window, extent: other.extent, shiftColumn: 0, shiftRow: 0)
      return
    }
    let shift = a.apply(column: 0, row: 0)
    let corner = b.invert(x: shift.x, y: shift.y) ?? (0, 0)
    let scaleX = a.columnX / b.columnX
    let scaleY = a.rowY / b.rowY
    let whole = { (value: Double) in abs(value - value.rounded()) < 1e-6 }
    if abs(scaleX - 1) < 1e-9, abs(scaleY - 1) < 1e-9, whole(corner.column), whole(corner.row) {
      self.init(
        exact: window, extent: other.extent, shiftColumn: Int(corner.column.rounded()),
        shiftRow: Int(corner.row.rounded()))
      return
    }
    self.init(
      window, corner: (corner.column, corner.row), scale: (scaleX, scaleY), extent: other.extent)
  }

  private init(exact window: Window, extent: Window, shiftColumn: Int, shiftRow: Int) {
    let shifted = Window(
      column: window.column + shiftColumn, row: window.row + shiftRow, width: window.width,
      height: window.height)
    let common = shifted.intersection(extent)
    target = Window(
      column: common.column - shifted.column, row: common.row - shifted.row,
      width: common.width, height: common.height)
    source = common.isEmpty ? nil : .init(common)
    isWhole = common == shifted
    isExact = true
  }

  /// Resampled: the frame's pixel (c, r) begins at corner + (c, r) * scale.
  private init(
    _ window: Window, corner: (Double, Double), scale: (Double, Double), extent: Window
  ) {
    let columns = Self.covered(
      from: window.column, count: window.width, corner: corner.0, scale: scale.0,
      size: extent.width)
    let rows = Self.covered(
      from: window.row, count: window.height, corner: corner.1, scale: scale.1,
      size: extent.height)
    target = Window(
      column: columns.lowerBound - window.column, row: rows.lowerBound - window.row,
      width: columns.count, height: rows.count)
    isWhole = columns.count == window.width && rows.count == window.height
    isExact = false
    guard !target.isEmpty else {
      source = nil
      return
    }
    let left = max(0, corner.0 + Double(columns.lowerBound) * scale.0)
    let top = max(0, corner.1 + Double(rows.lowerBound) * scale.1)
    source = .init(
      column: left, row: top,
      width: min(Double(columns.count) * scale.0, Double(extent.width) - left),
      height: min(Double(rows.count) * scale.1, Double(extent.height) - top))
  }

  /// The frame's pixels that the other raster covers wholly. Pixels that
  /// stick out of it would clip the source and so move all others.
  private static func covered(
    from start: Int, count: Int, corner: Double, scale: Double, size: Int
  ) -> Range<Int> {
    let nudge = 1e-6
    let first = Int(((0 - corner) / scale - nudge).rounded(.up))
    let end = Int(((Double(size) - corner) / scale + nudge).rounded(.down))
    let low = min(max(start, first), start + count)
    return low..<max(low, min(start + count, end))
  }
}

extension RasterDataset.SourceWindow {
  /// The part of another raster that lies under a window of a grid, clipped
  /// to it and never empty.
  package init(_ window: Window, of frame: Grid, in other: Grid) {
    let place = Placement(of: window, frame: frame, in: other)
    self = place.source ?? .init(column: 0, row: 0, width: 1, height: 1)
  }
}
