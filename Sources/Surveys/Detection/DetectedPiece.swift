import Rasters

/// What was found in one piece of an image, in positions of the image.
struct DetectedPiece {
  struct Entry {
    /// Row and column of the brightest pixel.
    var peak: (Int, Int)
    var source: DetectedSource
    /// Positions in the piece, where they are kept.
    var pixels: [Int]
  }

  /// What was looked at.
  var window: Window
  /// The part whose sources count.
  var own: Window
  var sources: [Entry] = []
  /// Values of the whole window, without background, where they are kept.
  var values: [Float]
  var deviation: Float

  init(_ found: Extraction.Result, window: Window, own: Window, keepsPixels: Bool) {
    (self.window, self.own) = (window, own)
    (values, deviation) = (found.values, found.deviation)
    for (index, peak) in found.peaks.enumerated() {
      let row = peak / window.width + window.row
      let column = peak % window.width + window.column
      guard own.contains(Window(column: column, row: row, width: 1, height: 1)) else { continue }
      var moved = found.sources[index]
      moved.place.x += Double(window.column)
      moved.place.y += Double(window.row)
      moved.box.column += window.column
      moved.box.row += window.row
      sources.append(
        Entry(peak: (row, column), source: moved, pixels: keepsPixels ? found.pixels[index] : []))
    }
  }
}
