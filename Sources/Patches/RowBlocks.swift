import Rasters

/// Goes over a map from top to bottom in blocks of full rows.
struct RowBlocks {
  let source: any LabelSource
  private let rows: Int

  /// About 260,000 labels a block: how many does not matter to results.
  init(_ source: any LabelSource) {
    self.source = source
    rows = max(1, min(source.grid.height, (1 << 18) / max(1, source.grid.width)))
  }

  func forEach(
    _ body: (_ rows: Range<Int>, _ labels: UnsafeMutablePointer<UInt16>) throws -> Void
  ) throws {
    let grid = source.grid
    let labels = UnsafeMutablePointer<UInt16>.allocate(capacity: max(1, rows * grid.width))
    defer { labels.deallocate() }
    for top in stride(from: 0, to: grid.height, by: rows) {
      let block = top..<min(grid.height, top + rows)
      try source.read(block, into: labels)
      try body(block, labels)
    }
  }
}
