import Files
import Foundation
import Rasters

/// Values and labels of a whole image in two files that nobody else sees:
/// they have no names and are gone when they are closed.
final class FieldPlanes: Sendable {
  let extent: Window
  private let valueFile: ScratchFile
  private let labelFile: ScratchFile

  init(width: Int, height: Int, folder: String) throws {
    extent = Window(column: 0, row: 0, width: width, height: height)
    valueFile = try ScratchFile(byteCount: 4 * width * height, in: folder)
    labelFile = try ScratchFile(byteCount: 4 * width * height, in: folder)
  }

  /// Values of the part whose sources count; all pixels of these sources.
  func write(_ piece: DetectedPiece, firstLabel: Int32) throws {
    let (window, own) = (piece.window, piece.own)
    for row in own.row..<own.endRow {
      let start = (row - window.row) * window.width + own.column - window.column
      try write(
        piece.values[start..<start + own.width], to: valueFile, column: own.column, row: row)
    }
    var labels = [Int32](repeating: 0, count: window.pixelCount)
    for (index, entry) in piece.sources.enumerated() {
      for pixel in entry.pixels { labels[pixel] = firstLabel + Int32(index) }
    }
    for row in 0..<window.height {
      let line = labels[row * window.width..<(row + 1) * window.width]
      guard line.contains(where: { $0 != 0 }) else { continue }
      let place = Window(
        column: window.column, row: window.row + row, width: window.width, height: 1)
      let before: [Int32] = try read(place, from: labelFile)
      let merged = zip(line, before).map { $0 != 0 ? $0 : $1 }
      try write(merged[...], to: labelFile, column: window.column, row: window.row + row)
    }
  }

  private func write<Value>(
    _ values: ArraySlice<Value>, to file: ScratchFile, column: Int, row: Int
  ) throws {
    try values.withUnsafeBytes { try file.write($0, at: 4 * (row * extent.width + column)) }
  }

  func values(_ window: Window) throws -> [Float] { try read(window, from: valueFile) }

  func labels(_ window: Window) throws -> [Int32] { try read(window, from: labelFile) }

  private func read<Value: Numeric>(_ window: Window, from file: ScratchFile) throws -> [Value] {
    guard extent.contains(window) else { throw Failure("no pixels at \(window)") }
    var out = [Value](repeating: 0, count: window.pixelCount)
    try out.withUnsafeMutableBytes { bytes in
      for row in 0..<window.height {
        let line = bytes[4 * row * window.width..<4 * (row + 1) * window.width]
        try file.read(
          UnsafeMutableRawBufferPointer(rebasing: line),
          at: 4 * ((window.row + row) * extent.width + window.column))
      }
    }
    return out
  }
}
