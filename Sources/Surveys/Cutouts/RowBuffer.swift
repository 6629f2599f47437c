import Foundation
import Rasters

/// Some rows of some columns of an image, all bands: a window that slides
/// upwards, so that every row of a file is read once.
final class RowBuffer {
  private let image: SurveyImage
  private let columns: Range<Int>
  private let capacity: Int
  private var loaded = 0..<0
  /// A band after the other; row r is at r modulo the capacity.
  private var values: [Float]

  init(_ image: SurveyImage, columns: Range<Int>, rows: Int) {
    self.image = image
    self.columns = columns
    capacity = rows
    values = [Float](repeating: .nan, count: image.bandCount * rows * columns.count)
  }

  /// Copies a frame, row by row from the lowest on and band after band; NaN
  /// beyond the image.
  func copy(_ frame: Window, into out: inout [Float]) throws {
    for index in out.indices { out[index] = .nan }
    let seen = frame.intersection(image.extent)
    guard !seen.isEmpty else { return }
    try load(seen.row..<seen.endRow)
    let width = columns.count
    for band in 0..<image.bandCount {
      for row in seen.row..<seen.endRow {
        let from = (band * capacity + row % capacity) * width + seen.column - columns.lowerBound
        let to =
          (band * frame.height + row - frame.row) * frame.width + seen.column - frame.column
        out.replaceSubrange(to..<to + seen.width, with: values[from..<from + seen.width])
      }
    }
  }

  private func load(_ rows: Range<Int>) throws {
    let isNext = loaded.contains(rows.lowerBound) || loaded.upperBound == rows.lowerBound
    var next = isNext ? loaded.upperBound : rows.lowerBound
    while next < rows.upperBound {
      // Not past the end of the buffer.
      let count = min(rows.upperBound - next, capacity - next % capacity)
      let window = Window(
        column: columns.lowerBound, row: next, width: columns.count, height: count)
      for band in 0..<image.bandCount {
        let place = (band * capacity + next % capacity) * columns.count
        try values.withUnsafeMutableBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          try image.read(window, band: band, into: base + place, stride: columns.count)
        }
      }
      next += count
    }
    let end = max(next, rows.upperBound)
    loaded = max(isNext ? loaded.lowerBound : rows.lowerBound, end - capacity)..<end
  }
}
