import Features
import Foundation
import Jobs
import Kernels
import RasterIO
import Rasters
import Scenes
import Settings

/// What a walk over a scene may take, worked out before anything is read:
/// the rows of a strip, decoded blocks, GDAL's block cache and the workers.
/// Results do not depend on it.
package struct MemoryPlan: Codable, Sendable {
  var budgetBytes: Int
  package var workers: Int
  var rowsPerStrip: Int
  var blockCacheBytes: Int
  /// Rows from the first whose decoded blocks are kept for the next pass; nil
  /// where GDAL reads everything.
  var keptRows: Int?
  var sampleSize: Int

  /// More decoded blocks than this are not kept between passes.
  private static let mostKept = 640 << 20

  /// `passes` is how often the scene will be walked over.
  init(
    _ demand: MemoryDemand, blocks: BlockStore, passes: Int, budget: Int, workers: Int
  ) throws {
    self.workers = workers
    budgetBytes = budget
    sampleSize = demand.sampleSize
    guard demand.largestBlock <= budget else {
      throw Self.blocksTooLarge(demand.largestBlock, budget: budget)
    }
    let cache = BlockCache(demand, blocks)
    let room = { (decodes: Bool) in
      budget - demand.heldBytes - cache.bytes(decodes, budget: budget)
        - (decodes ? cache.touched : 0)
    }
    let fits = { (decodes: Bool) in room(decodes) / demand.bytesPerRow >= demand.leastRows }
    // Blocks that a strip touches are not dropped: where they are too many, GDAL's
    // cache, which drops any, has to do.
    let decodes = cache.touched <= budget / 3 && fits(true)
    guard fits(decodes) else {
      let needed = Self.needed(
        demand.heldBytes + demand.leastRows * demand.bytesPerRow,
        cache: cache.bytes(false, budget: .max))
      throw Self.tooLittle(budget, needed: needed)
    }
    let rows = room(decodes) / demand.bytesPerRow - 2 * demand.halo
    rowsPerStrip = max(1, min(demand.region.height, demand.wantedRows, rows))
    blockCacheBytes = cache.bytes(decodes, budget: budget)
    keptRows = decodes ? 0 : nil
    guard passes > 1 else { return }
    let free = room(decodes) - (rowsPerStrip + 2 * demand.halo) * demand.bytesPerRow
    if decodes {
      keptRows = Self.kept(blocks, height: demand.region.height, free: min(free, Self.mostKept))
    }
    let whole = cache.bytes(decodes, rows: demand.region.height, budget: .max)
    if whole <= min(free, Self.mostKept / 2) { blockCacheBytes = max(blockCacheBytes, whole) }
  }

  private static func blocksTooLarge(_ block: Int, budget: Int) -> Failure {
    .usage(
      "this scene is stored in blocks of \(ByteCount.text(block)), which are "
        + "decoded whole, and \(ByteCount.text(budget)) of memory is allowed: raise "
        + "\(JobSettings.memory), or store it in tiles (gdal_translate -co TILED=YES)")
  }

  private static func tooLittle(_ budget: Int, needed: Int) -> Failure {
    .usage(
      "this scene needs at least \(ByteCount.text(needed)) of memory, \(ByteCount.text(budget)) "
        + "is allowed: raise \(JobSettings.memory), lower \(SceneSettings.sample), or map a "
        + "smaller region")
  }

  /// The most rows from the first whose blocks fit; none where that is less than
  /// half of them, which would save little time for all that memory.
  private static func kept(_ blocks: BlockStore, height: Int, free: Int) -> Int {
    var rows = height
    while rows > 0, blocks.bytes(ofFirst: rows) > free { rows -= max(64, rows / 64) }
    return 2 * rows >= height ? rows : 0
  }

  /// The smallest budget that suffices, in whole megabytes: the cache never
  /// takes more than a third of it.
  private static func needed(_ other: Int, cache: Int) -> Int {
    let exact = min(other + cache, other + other / 2 + 3)
    return ((exact >> 20) + 1) << 20
  }
}
