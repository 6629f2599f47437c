import Cartography
import Jobs
import RasterIO
import Rasters

/// Writes a colour image in the scene's own pixels, strip by strip.
struct CompositeWriter {
  let image: CompositeImage
  let grid: Grid
  let control: RunControl

  private static let rows = 256

  func writePNG(_ path: String) throws {
    let picture = try RGBPicture(path: path, width: grid.width, height: grid.height)
    try forEachStrip { _, rgb, rows in try picture.write(rgb, rows: rows) }
    try picture.finish()
  }

  func writeTIFF(_ path: String, bands: [BandSource]) throws {
    let writer = try RasterWriter(
      path: path, grid: grid, bands: 3, type: .uint8, descriptions: bands.map(\.name))
    try forEachStrip { window, rgb, _ in
      for band in 0..<3 {
        let plane = stride(from: band, to: rgb.count, by: 3).map { rgb[$0] }
        try writer.write(plane, window: window, band: band + 1, rowStride: grid.width)
      }
    }
    try writer.finishAsCOG(overviews: .average, threads: 1)
  }

  private func forEachStrip(
    _ body: (_ window: Window, _ rgb: [UInt8], _ rows: Int) throws -> Void
  ) throws {
    var isEmpty = true
    for top in stride(from: 0, to: grid.height, by: Self.rows) {
      try control.checkpoint()
      let rows = min(Self.rows, grid.height - top)
      let window = Window(column: 0, row: top, width: grid.width, height: rows)
      let rgb = try image.pixels(in: window, width: grid.width, height: rows)
      if isEmpty { isEmpty = !rgb.contains { $0 != 255 } }
      try body(window, rgb, rows)
      control.progress("colour image", Double(top + rows) / Double(grid.height))
    }
    if isEmpty { control.warn?("no pixel has a value in all three bands: the image is empty") }
  }
}
