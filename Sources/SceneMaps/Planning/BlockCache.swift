import RasterIO
import Rasters

/// What decoded blocks take: those that we decode and those that GDAL does.
struct BlockCache {
  private let demand: MemoryDemand
  private let direct: Set<Int>
  /// Bytes of our blocks that a strip touches.
  let touched: Int

  init(_ demand: MemoryDemand, _ blocks: BlockStore) {
    self.demand = demand
    direct = blocks.planes
    touched = blocks.bytes(touchedBy: demand.wantedRows + 2 * demand.halo)
  }

  /// GDAL's cache for strips of `rows`; for all bands unless we decode what we can.
  func bytes(_ decodes: Bool, rows: Int? = nil, budget: Int) -> Int {
    let planes = demand.stack.planes.indices.filter { !decodes || !direct.contains($0) }
      .map { demand.stack.planes[$0] }
    return Self.blockCache(
      planes, grid: demand.stack.grid, region: demand.region, rows: rows ?? demand.wantedRows,
      budget: budget)
  }

  /// Enough to keep all blocks that a strip of `rows` touches, so that each is
  /// decoded once; at most a third of the budget. A strip begins in the row of
  /// blocks in which the last one ended: while the first bands are read, the
  /// blocks of the others from that row must not make way for new ones.
  private static func blockCache(
    _ planes: [BandSource], grid: Grid, region: Window, rows: Int, budget: Int
  ) -> Int {
    let touched = planes.reduce(0) { sum, band in
      let width = min(band.grid.width, region.width + 2 * band.blockWidth)
      let least = band.rowsUnderRow > 1 ? band.blockHeight + band.rowsUnderRow : band.blockHeight
      let height = max(least, blockRows(of: band, rows: rows, of: grid))
      return sum + roundedUp(width, to: band.blockWidth) * height * band.type.byteCount
    }
    return min(max(32 << 20, touched * 9 / 8 + (8 << 20)), budget / 3)
  }

  /// Rows of pixels in the rows of blocks that so many rows of the stack's
  /// grid, and the last of those before them, lie in.
  private static func blockRows(of band: BandSource, rows: Int, of grid: Grid) -> Int {
    guard band.blockHeight > 1 else { return 1 }
    let own = rows * band.grid.height / max(1, grid.height) + 1
    let all = roundedUp(band.grid.height, to: band.blockHeight)
    return min(all, roundedUp(own, to: band.blockHeight) + band.blockHeight)
  }

  private static func roundedUp(_ value: Int, to step: Int) -> Int {
    (value + step - 1) / max(1, step) * max(1, step)
  }
}
