import Foundation
import Patches
import Rasters
import TestSupport

/// A map in memory.
struct SmallMap: LabelSource, Equatable {
  var grid: Grid
  var labels: [UInt16]

  init(_ width: Int, _ height: Int, _ label: (_ column: Int, _ row: Int) -> Int) {
    grid = Grid(width: width, height: height)
    labels = (0..<width * height).map { UInt16(label($0 % width, $0 / width)) }
  }

  /// One digit a pixel, one line a row.
  init(_ text: String) {
    let rows = text.split(separator: "\n").map { $0.compactMap(\.wholeNumberValue) }
    self.init(rows[0].count, rows.count) { rows[$1][$0] }
  }

  /// Labels 0 ... `most`, patchy or not.
  static func random(_ seed: Int, most: Int, size: Int = 1) -> SmallMap {
    let bits = { (n: Int) in Int(ScrambledField.bits(seed * 1_000_003 + n) >> 33) }
    return SmallMap(1 + bits(-1) % 14, 1 + bits(-2) % 14) { column, row in
      bits(column / size * 64 + row / size) % (most + 1)
    }
  }

  func read(_ rows: Range<Int>, into buffer: UnsafeMutablePointer<UInt16>) {
    for (index, at) in (rows.lowerBound * grid.width..<rows.upperBound * grid.width).enumerated() {
      buffer[index] = labels[at]
    }
  }

  init(_ scratch: LabelScratch) throws {
    grid = scratch.grid
    labels = [UInt16](repeating: 0, count: grid.pixelCount)
    let rows = 0..<grid.height
    try labels.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try scratch.read(rows, into: base)
    }
  }

  var text: String {
    (0..<grid.height).map { row in
      labels[row * grid.width..<(row + 1) * grid.width].map(String.init).joined()
    }.joined(separator: "\n")
  }

  /// The map after the sieve.
  func sieved(_ unit: MinimumMappingUnit) throws -> (map: SmallMap, outcome: Sieve.Outcome) {
    let folder = try TemporaryFolder()
    let scratch = try LabelScratch(copying: self, in: folder.path)
    let outcome = try Sieve(unit, grid: grid, folder: folder.path).run(on: scratch)
    return (try SmallMap(scratch), outcome)
  }
}
