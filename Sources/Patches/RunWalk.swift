import Rasters

/// Goes over a map row by row and numbers its runs: a run takes the number
/// of the first run of its label that it touches in the row above, or else
/// the next free number. Rows touch along edges only (4-connected), so that
/// pixels that meet at a corner are not together.
///
/// Numbers given out depend on the labels alone: a second walk gives the
/// same ones.
struct RunWalk {
  let source: any LabelSource
  let checkpoint: () throws -> Void

  /// The most patches, and the most parts of patches, that are numbered.
  static let mostNumbers = UInt32(Int32.max)

  /// Calls `body(row, above, current, newest)`; `join(a, b)` for every
  /// two numbers that turn out to be of one patch; `finish(rows, labels)` after
  /// each block. The body may put other numbers for the same patches into
  /// the current row.
  func forEachRow(
    join: (UInt32, UInt32) -> Void = { _, _ in },
    finish: (Range<Int>, UnsafeMutablePointer<UInt16>) throws -> Void = { _, _ in },
    _ body: (
      _ row: Int, _ above: RunRow, _ current: inout RunRow, _ labels: UnsafeMutablePointer<UInt16>,
      _ newest: UInt32
    ) throws -> Void
  ) throws {
    let width = source.grid.width
    var (above, current) = (RunRow(), RunRow())
    var newest: UInt32 = 0
    try RowBlocks(source).forEach { rows, labels in
      try checkpoint()
      for row in rows {
        let line = labels + (row - rows.lowerBound) * width
        swap(&above, &current)
        current.cut(line, width: width)
        Self.number(&current, below: above, newest: &newest, join: join)
        guard newest < Self.mostNumbers else {
          throw Failure("the map has more than \(Self.mostNumbers) patches, too many to follow")
        }
        try body(row, above, &current, line, newest)
      }
      try finish(rows, labels)
    }
  }

  private static func number(
    _ row: inout RunRow, below above: RunRow, newest: inout UInt32, join: (UInt32, UInt32) -> Void
  ) {
    var first = 0
    for index in row.runs.indices where row.runs[index].label != 0 {
      let run = row.runs[index]
      while first < above.runs.count, above.runs[first].end <= run.start { first += 1 }
      var (number, at) = (UInt32(0), first)
      while at < above.runs.count, above.runs[at].start < run.end {
        let other = above.runs[at]
        if other.label == run.label {
          if number == 0 {
            number = other.patch
          } else if number != other.patch {
            join(number, other.patch)
          }
        }
        at += 1
      }
      if number == 0 {
        newest += 1
        number = newest
      }
      row.runs[index].patch = number
    }
  }
}
