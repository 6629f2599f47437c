package import Rasters
import Surveys

extension SurveyImage {
  /// Values of a strip: 32 MB of them.
  private static let stripValues = 8 << 20

  /// Calls `body` with full rows of a band from the lowest on, some at a time:
  /// where they are, and their values [row][column]. Stops where it returns
  /// false.
  ///
  /// - Parameter band: from 0.
  package func forEachStrip(
    band: Int, _ body: (_ part: Window, _ values: [Float]) throws -> Bool
  ) throws {
    let rows = max(1, min(height, Self.stripValues / max(1, width)))
    var strip = [Float](repeating: 0, count: rows * width)
    for first in stride(from: 0, to: height, by: rows) {
      let part = Window(column: 0, row: first, width: width, height: min(rows, height - first))
      try strip.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        try read(part, band: band, into: base, stride: width)
      }
      guard try body(part, strip) else { return }
    }
  }

  /// Whether any pixel of a band, from 0, has a value.
  package func hasValue(band: Int) throws -> Bool {
    var found = false
    try forEachStrip(band: band) { part, values in
      found = values.prefix(part.height * part.width).contains(where: \.isFinite)
      return !found
    }
    return found
  }
}
