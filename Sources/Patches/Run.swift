/// A stretch of equal labels in a row: columns `start ..< end`.
struct Run: Equatable {
  var start: Int32
  var end: Int32
  var label: UInt16
  /// The patch that it belongs to; 0 for "no data".
  var patch: UInt32

  var length: Int32 { end - start }
}

/// The runs of a row, from left to right without gaps.
struct RunRow {
  var runs: [Run] = []

  /// Cuts a row of labels into runs whose patches are not known yet.
  mutating func cut(_ labels: UnsafePointer<UInt16>, width: Int) {
    runs.removeAll(keepingCapacity: true)
    var start = 0
    while start < width {
      let label = labels[start]
      var end = start + 1
      while end < width, labels[end] == label { end += 1 }
      runs.append(Run(start: Int32(start), end: Int32(end), label: label, patch: 0))
      start = end
    }
  }

  /// Calls `body(above, below, columns)` for every two runs of neighbouring
  /// rows that share columns, from left to right.
  @inline(__always)
  static func forEachContact(
    _ above: RunRow, _ below: RunRow, _ body: (_ above: Run, _ below: Run, _ columns: Int32) -> Void
  ) {
    var (i, j) = (0, 0)
    while i < above.runs.count, j < below.runs.count {
      let (a, b) = (above.runs[i], below.runs[j])
      let end = min(a.end, b.end)
      body(a, b, end - max(a.start, b.start))
      if a.end == end { i += 1 }
      if b.end == end { j += 1 }
    }
  }
}
