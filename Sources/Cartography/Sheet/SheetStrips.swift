import Rasters

/// The finished rows of a sheet, strip by strip.
struct SheetStrips {
  private let layout: SheetLayout
  private let painter: SheetPainter
  private let canvas: Canvas
  private var image: MapImage
  private var bytes: [UInt8] = []

  init(sheet: MapSheet, layout: SheetLayout) throws {
    self.layout = layout
    painter = SheetPainter(layout: layout, font: sheet.style.layout.font)
    canvas = try Canvas(width: layout.width, rows: sheet.stripRows)
    image = MapImage(
      map: sheet.map, legend: sheet.legend, style: sheet.style, backdrop: sheet.backdrop,
      width: Int(layout.map.width), height: Int(layout.map.height))
  }

  /// Three bytes for each pixel of some rows, at most as many as the canvas
  /// has.
  mutating func bytes(from top: Int, rows: Int) throws -> [UInt8] {
    canvas.begin(top: top)
    try drawMap(from: top, rows: rows)
    painter.paint(on: canvas)
    try canvas.check()
    try canvas.pack(rows: rows, into: &bytes)
    return bytes
  }

  private mutating func drawMap(from top: Int, rows: Int) throws {
    let (x, y) = (Int(layout.map.x), Int(layout.map.y))
    let first = max(top, y)
    let end = min(top + rows, y + Int(layout.map.height))
    guard first < end else { return }
    try canvas.withPixels { pixels, stride in
      for row in first..<end {
        try image.draw(row: row - y, into: pixels + (row - top) * stride + x)
      }
    }
  }
}
