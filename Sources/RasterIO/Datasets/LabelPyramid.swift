internal import CKernels

/// The most frequent label but 0 of cells of 2 x 2, 4 x 4 ... pixels of a raster
/// that comes in strips; the smallest of equals, 0 where there is no other.
///
/// Every level counts each label in its cells; the next one adds up those of
/// four. Nothing is counted twice, and ties fall as the full raster has them.
struct LabelPyramid {
  private let width: Int
  private let height: Int
  private var levels: [Level]
  private var largest = 0
  private var row = 0

  init(width: Int, height: Int, levels: Int) {
    self.width = width
    self.height = height
    self.levels = (1...max(1, levels)).map { Level(cells: (width - 1) >> $0 + 1) }
  }

  /// Adds the next rows, an even number of them unless they are the last, and
  /// hands out every row of every level (0 is the finest) as it is complete.
  mutating func add(
    _ labels: [UInt8], rows: Int,
    write: (_ level: Int, _ row: Int, _ modes: inout [UInt8]) throws -> Void
  ) throws {
    let all = labels.prefix(rows * width)
    largest = max(largest, Int(all.max() ?? 0))
    for level in levels.indices { levels[level].hold(labels: largest) }
    for upper in stride(from: 0, to: rows, by: 2) {
      let middle = (upper + 1) * width
      levels[0].count(
        all[upper * width..<middle], all[middle..<min(middle + width, all.endIndex)])
      row += min(2, rows - upper)
      try complete(write)
    }
  }

  /// Hands out the rows of cells that end with the pixels counted so far.
  private mutating func complete(
    _ write: (_ level: Int, _ row: Int, _ modes: inout [UInt8]) throws -> Void
  ) throws {
    for level in levels.indices where row == height || row % (2 << level) == 0 {
      var modes = levels[level].modes()
      try write(level, (row - 1) >> (level + 1), &modes)
      if level + 1 < levels.count { levels[level + 1].add(levels[level]) }
      levels[level].clear()
    }
  }

  /// One row of cells of a level: how often each label stands in them.
  private struct Level {
    private let cells: Int
    /// [labels][cells].
    private var counts: [UInt32] = []
    private var most: [UInt32]

    init(cells: Int) {
      self.cells = cells
      most = [UInt32](repeating: 0, count: cells)
    }

    private var labels: Int { counts.count / cells }

    /// Makes room for labels 1 ... `labels`.
    mutating func hold(labels: Int) {
      let missing = labels * cells - counts.count
      if missing > 0 { counts += [UInt32](repeating: 0, count: missing) }
    }

    /// Counts the labels of two rows, of which the second may be empty.
    mutating func count(_ upper: ArraySlice<UInt8>, _ lower: ArraySlice<UInt8>) {
      let labels = labels
      let below = lower.isEmpty ? [UInt8](repeating: 0, count: upper.count)[...] : lower
      upper.withUnsafeBufferPointer { upper in
        below.withUnsafeBufferPointer { lower in
          counts.withUnsafeMutableBufferPointer { counts in
            guard let upper = upper.baseAddress, let lower = lower.baseAddress,
              let counts = counts.baseAddress
            else { return }
            for label in 0..<labels {
              fk_count_pairs(
                below.count, upper, lower, UInt8(label + 1), counts + label * cells)
            }
          }
        }
      }
    }

    /// Adds what a complete row of the level below counted.
    mutating func add(_ fine: Level) {
      let cells = cells
      fine.counts.withUnsafeBufferPointer { fineCounts in
        counts.withUnsafeMutableBufferPointer { counts in
          guard let from = fineCounts.baseAddress, let to = counts.baseAddress else { return }
          for label in 0..<fine.labels {
            fk_add_pairs(fine.cells, from + label * fine.cells, to + label * cells)
          }
        }
      }
    }

    mutating func modes() -> [UInt8] {
      var modes = [UInt8](repeating: 0, count: cells)
      for index in most.indices { most[index] = 0 }
      counts.withUnsafeBufferPointer {
        guard let base = $0.baseAddress else { return }
        for label in 0..<labels {
          fk_take_most(cells, base + label * cells, UInt8(label + 1), &most, &modes)
        }
      }
      return modes
    }

    mutating func clear() {
      for index in counts.indices { counts[index] = 0 }
    }
  }
}
