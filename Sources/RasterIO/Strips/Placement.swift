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
  /// From the frame's pixels to the other raster's; nil where they coincide
  /// and nothing is resampled.
  var mapping: PixelMapping?
  var isExact: Bool { mapping == nil }

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

  /// From the frame's pixels to the other raster's, also where they coincide;
  /// nil where the two do not meet. `window` is what this is the place of.
  func axes(of window: Window) -> PixelMapping? {
    guard let source else { return nil }
    return mapping
      ?? PixelMapping(
        column: .init(origin: source.column - Double(window.column + target.column), scale: 1),
        row: .init(origin: source.row - Double(window.row + target.row), scale: 1))
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
    mapping = PixelMapping(
      column: .init(origin: corner.0, scale: scale.0), row: .init(origin: corner.1, scale: scale.1))
    guard !target.isEmpty else {
      source = nil
      return
    }
    source = Self.clipped(columns, rows, corner: corner, scale: scale, extent: extent)
  }

  /// What lies under some of the frame's pixels, without what sticks out.
  private static func clipped(
    _ columns: Range<Int>, _ rows: Range<Int>, corner: (Double, Double),
    scale: (Double, Double), extent: Window
  ) -> RasterDataset.SourceWindow {
    let x = columns.clipped(corner.0, scale.0, size: extent.width)
    let y = rows.clipped(corner.1, scale.1, size: extent.height)
    return .init(
      column: x.lowerBound, row: y.lowerBound, width: x.upperBound - x.lowerBound,
      height: y.upperBound - y.lowerBound)
  }

  /// The frame's pixels whose centres the other raster covers.
  private static func covered(
    from start: Int, count: Int, corner: Double, scale: Double, size: Int
  ) -> Range<Int> {
    let nudge = 1e-9
    let first = Int(((0 - corner) / scale - 0.5 - nudge).rounded(.up))
    let end = Int(((Double(size) - corner) / scale - 0.5 - nudge).rounded(.up))
    let low = min(max(start, first), start + count)
    return low..<max(low, min(start + count, end))
  }
}

extension Range<Int> {
  fileprivate func clipped(_ corner: Double, _ scale: Double, size: Int) -> ClosedRange<Double> {
    let low = Swift.max(0, corner + Double(lowerBound) * scale)
    return low...Swift.max(low, Swift.min(Double(size), corner + Double(upperBound) * scale))
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
