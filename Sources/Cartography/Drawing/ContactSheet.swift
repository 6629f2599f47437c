import Rasters

/// Small pictures in rows under headings, as one PNG.
package struct ContactSheet {
  package struct Tile {
    /// RGB bytes, row by row; a grey square where they are not as many as due.
    package var pixels: [UInt8]
    package var caption: String

    package init(pixels: [UInt8], caption: String) {
      self.pixels = pixels
      self.caption = caption
    }
  }

  package struct Section {
    package var heading: String
    package var tiles: [Tile]

    package init(heading: String, tiles: [Tile]) {
      self.heading = heading
      self.tiles = tiles
    }
  }

  private static let margin = 16
  private static let gap = 6
  private static let titleHeight = 52
  private static let headingHeight = 26
  private static let captionHeight = 15
  private static let font = "DejaVu Sans"
  /// Rows that are drawn at once.
  private static let strip = 256

  package let title: String
  package let subtitle: String
  /// The side of a picture in pixels.
  package let tile: Int
  /// Pictures in a row.
  package let across: Int
  package let sections: [Section]

  package init(title: String, subtitle: String, tile: Int, across: Int, sections: [Section]) {
    self.title = title
    self.subtitle = subtitle
    self.tile = tile
    self.across = max(1, across)
    self.sections = sections.filter { !$0.tiles.isEmpty }
  }

  private var width: Int { 2 * Self.margin + across * (tile + Self.gap) - Self.gap }

  private func rowHeight(_ section: Section) -> Int {
    let hasCaptions = section.tiles.contains { !$0.caption.isEmpty }
    return tile + Self.gap + (hasCaptions ? Self.captionHeight : 0)
  }

  private func height(_ section: Section) -> Int {
    let rows = (section.tiles.count + across - 1) / across
    return Self.headingHeight + rows * rowHeight(section) + Self.gap
  }

  package func write(to path: String) throws {
    let height = Self.margin + Self.titleHeight + sections.reduce(0) { $0 + self.height($1) }
    let picture = try RGBPicture(path: path, width: width, height: height)
    let canvas = try Canvas(width: width, rows: Self.strip)
    let measure = try CairoText(font: Self.font)
    let lines = lines(measure)
    for top in stride(from: 0, to: height, by: Self.strip) {
      let rows = min(Self.strip, height - top)
      canvas.begin(top: top)
      lines.forEach { canvas.draw($0, font: Self.font) }
      try canvas.check()
      try canvas.withPixels { pixels, stride in
        drawTiles(top: top, rows: rows, into: pixels, stride: stride)
      }
      try picture.write(canvas.bytes(rows: rows), rows: rows)
    }
    try picture.finish()
  }

  /// Calls `body` with every tile and its corner.
  private func forEachTile(_ body: (Tile, _ x: Int, _ y: Int) -> Void) {
    var y = Self.margin + Self.titleHeight
    for section in sections {
      for (index, tile) in section.tiles.enumerated() {
        let (row, column) = index.quotientAndRemainder(dividingBy: across)
        body(
          tile, Self.margin + column * (self.tile + Self.gap),
          y + Self.headingHeight + row * rowHeight(section))
      }
      y += height(section)
    }
  }

  private func lines(_ measure: CairoText) -> [TextLine] {
    let left = Double(Self.margin)
    let wide = Double(width - 2 * Self.margin)
    var out = [
      measure.line(
        measure.fitted(title, size: 20, isBold: true, within: wide), x: left, y: 34, size: 20,
        isBold: true),
      measure.line(
        measure.fitted(subtitle, size: 13, within: wide), x: left, y: 54, size: 13, ink: .quiet),
    ]
    var y = Self.margin + Self.titleHeight
    for section in sections {
      out.append(
        measure.line(
          measure.fitted(section.heading, size: 13, isBold: true, within: wide), x: left,
          y: Double(y + 18), size: 13, isBold: true))
      y += height(section)
    }
    forEachTile { tile, x, y in
      guard !tile.caption.isEmpty else { return }
      let text = measure.fitted(tile.caption, size: 9, within: Double(self.tile))
      out.append(
        measure.line(
          text, x: Double(x), y: Double(y + self.tile + 11), size: 9, ink: .quiet))
    }
    return out
  }

  private func drawTiles(
    top: Int, rows: Int, into pixels: UnsafeMutablePointer<UInt32>, stride: Int
  ) {
    forEachTile { tile, x, y in
      let isWhole = tile.pixels.count == self.tile * self.tile * 3
      for row in max(0, top - y)..<max(max(0, top - y), min(self.tile, top + rows - y)) {
        for column in 0..<self.tile {
          let place = (row * self.tile + column) * 3
          let word =
            isWhole
            ? UInt32(tile.pixels[place]) << 16 | UInt32(tile.pixels[place + 1]) << 8
              | UInt32(tile.pixels[place + 2]) : 0xdd_dddd
          pixels[(y + row - top) * stride + x + column] = word
        }
      }
    }
  }
}
