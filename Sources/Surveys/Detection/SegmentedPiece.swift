package import Rasters

/// A piece of an image with its sky taken away and its sources told apart.
/// Planes are row by row, from the lowest row on.
package struct SegmentedPiece: Sendable {
  /// Where the piece lies on the image.
  package var window: Window
  /// The part of it whose sources count; pieces overlap.
  package var own: Window
  /// Above the background; NaN is no value.
  package var pixels: [Float]
  /// One deviation of the sky.
  package var deviations: [Float]
  /// 0 is sky; source i has the label i + 1.
  package var labels: [Int32]
  package var sources: [DetectedSource]
  /// The smallest window, in the piece, with all of a source's pixels.
  package var boxes: [Window]
  /// The brightest pixel of each source, by its position in the piece.
  package var peaks: [Int]

  /// The source at a place of the image: the one whose pixels hold it, or have
  /// one within `reach` pixels; nil where there is none.
  package func source(at place: ImagePosition, reach: Int = 3) -> Int? {
    let x = Int((place.x - 1).rounded()) - window.column
    let y = Int((place.y - 1).rounded()) - window.row
    var best: (square: Int, label: Int32)?
    for row in max(0, y - reach)..<max(max(0, y - reach), min(window.height, y + reach + 1)) {
      for column in max(0, x - reach)..<max(max(0, x - reach), min(window.width, x + reach + 1)) {
        let label = labels[row * window.width + column]
        let square = (row - y) * (row - y) + (column - x) * (column - x)
        guard label > 0, square <= reach * reach, square < best?.square ?? Int.max else { continue }
        best = (square, label)
      }
    }
    return best.map { Int($0.label) - 1 }
  }
}

extension Detector {
  /// Goes over the pieces of the image, the lowest rows first.
  package func forEachPiece(_ body: (SegmentedPiece, _ done: Double) throws -> Void) throws {
    let pieces = self.pieces
    for (index, own) in pieces.enumerated() {
      try body(try segmented(own), Double(index + 1) / Double(pieces.count))
    }
  }

  private func segmented(_ own: Window) throws -> SegmentedPiece {
    let window = piece(around: own)
    var values = [Float](repeating: .nan, count: window.pixelCount)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.read(window, band: options.band - 1, into: base, stride: window.width)
    }
    return try Self.segmented(
      values, window: window, own: own, options, name: image.paths.first ?? "")
  }

  /// The sources of an image that is in memory, such as a cutout.
  package static func segmented(
    _ values: [Float], width: Int, height: Int, options: DetectionOptions, name: String
  ) throws -> SegmentedPiece {
    let window = Window(column: 0, row: 0, width: width, height: height)
    return try segmented(values, window: window, own: window, options, name: name)
  }

  private static func segmented(
    _ values: [Float], window: Window, own: Window, _ options: DetectionOptions, name: String
  ) throws -> SegmentedPiece {
    let found = try Extraction.run(
      values, width: window.width, height: window.height, options, name: name, keepsSky: true)
    var labels = [Int32](repeating: 0, count: window.pixelCount)
    for (index, pixels) in found.pixels.enumerated() {
      for pixel in pixels { labels[pixel] = Int32(index + 1) }
    }
    let isEmpty = found.values.isEmpty
    return SegmentedPiece(
      window: window, own: own, pixels: isEmpty ? values : found.values,
      deviations: isEmpty ? values.map { _ in 0 } : found.deviations, labels: labels,
      sources: found.sources.map { source in
        var moved = source
        moved.place.x += Double(window.column)
        moved.place.y += Double(window.row)
        return moved
      }, boxes: found.pixels.map { Self.box($0, width: window.width) }, peaks: found.peaks)
  }

  private static func box(_ pixels: [Int], width: Int) -> Window {
    var (left, right, top, bottom) = (Int.max, 0, Int.max, 0)
    for pixel in pixels {
      (left, right) = (min(left, pixel % width), max(right, pixel % width))
      (top, bottom) = (min(top, pixel / width), max(bottom, pixel / width))
    }
    guard left <= right else { return Window(column: 0, row: 0, width: 0, height: 0) }
    return Window(column: left, row: top, width: right - left + 1, height: bottom - top + 1)
  }
}
