import Files
import Foundation
package import Rasters

/// A map in a nameless file whose rows can be read and written at will.
package final class LabelScratch: LabelSource {
  package let grid: Grid
  private let file: ScratchFile

  /// A map without data; `folder` is where the file takes room.
  package init(_ grid: Grid, in folder: String) throws {
    self.grid = grid
    file = try ScratchFile(in: folder)
    try file.reserve(bytes: grid.pixelCount * MemoryLayout<UInt16>.stride)
  }

  /// A copy of another map.
  package convenience init(copying source: any LabelSource, in folder: String) throws {
    try self.init(source.grid, in: folder)
    try RowBlocks(source).forEach { rows, labels in try write(rows, from: UnsafePointer(labels)) }
  }

  private func bytes(_ rows: Range<Int>) -> (count: Int, offset: Int) {
    let row = grid.width * MemoryLayout<UInt16>.stride
    return (rows.count * row, rows.lowerBound * row)
  }

  package func read(_ rows: Range<Int>, into buffer: UnsafeMutablePointer<UInt16>) throws {
    let (count, offset) = bytes(rows)
    try file.read(UnsafeMutableRawBufferPointer(start: buffer, count: count), at: offset)
  }

  package func write(_ rows: Range<Int>, from labels: UnsafePointer<UInt16>) throws {
    let (count, offset) = bytes(rows)
    try file.write(UnsafeRawBufferPointer(start: labels, count: count), at: offset)
  }

  /// Goes over the map from top to bottom in blocks of full rows.
  package func forEachBlock(
    _ body: (_ rows: Range<Int>, _ labels: UnsafePointer<UInt16>) throws -> Void
  ) throws {
    try RowBlocks(self).forEach { try body($0, UnsafePointer($1)) }
  }
}
