import Rasters

/// How large a map is drawn.
struct MapFit: Hashable, Sendable {
  /// Whole pixels of the sheet.
  var width: Int
  var height: Int

  /// The largest size of a grid within a room, with its shape on the ground.
  ///
  /// Pixels of small grids are enlarged by a whole factor where that costs
  /// less than a seventh of the room, and to at most `largestPixel` pixels.
  /// Grids a thousand times as long as wide are drawn `thinnest` pixels wide.
  init(
    _ grid: Grid, within width: Double, by height: Double, largestPixel: Double, thinnest: Double
  ) {
    let shape = MapFit.pixelShape(grid)
    let columns = Double(max(1, grid.width))
    let rows = Double(max(1, grid.height)) * shape
    var scale = min(width / columns, height / rows, largestPixel)
    let whole = scale.rounded(.down)
    if whole / scale > 0.86 { scale = whole }
    self.width = MapFit.pixels(max(thinnest, columns * scale), atMost: width)
    self.height = MapFit.pixels(max(thinnest, rows * scale), atMost: height)
  }

  /// Height of a pixel on the ground in its widths; 1 where nothing is known
  /// or the shape is beyond belief.
  static func pixelShape(_ grid: Grid) -> Double {
    guard let shape = grid.pixelShape, (0.05...20).contains(shape) else { return 1 }
    return abs(shape - 1) < 0.002 ? 1 : shape
  }

  /// Width of a grid in its heights, on the ground.
  static func aspect(_ grid: Grid) -> Double {
    Double(max(1, grid.width)) / (Double(max(1, grid.height)) * pixelShape(grid))
  }

  private static func pixels(_ length: Double, atMost limit: Double) -> Int {
    max(1, Int(min(length.rounded(), limit.rounded(.down))))
  }
}
