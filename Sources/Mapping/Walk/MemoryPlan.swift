import Features
import Foundation
import Kernels
import RasterIO
import Rasters

/// What a walk over a scene may take, worked out before anything is read:
/// the rows of a strip, GDAL's block cache and the workers. Results do not
/// depend on it.
struct MemoryPlan: Codable, Sendable {
  var budgetBytes: Int
  var workers: Int
  var rowsPerStrip: Int
  var blockCacheBytes: Int
  var sampleSize: Int

  /// The program, its libraries and small buffers.
  private static let fixedBytes = 120 << 20
  /// A strip is not made larger than this even where there is room: it
  /// would only leave the caches sooner.
  private static let comfortableStrip = 64 << 20
  /// No fit gets more sample values than this.
  private static let mostSampleValues = 16_000_000

  init(
    stack: ImageStack, features: FeaturePlan, region: Window, sampleSize: Int, codes: Int,
    labelling: Int = 0, halo: Int, neighbours: Bool, masks: [AreaMask] = [], knownUnits: Int = 0,
    budget: Int, workers: Int
  ) throws {
    let bands = stack.bands.count
    // Planes beside the bands, and the bands of samples beside their features.
    let derived = features.isIdentity ? 0 : features.count
    let halo = halo + features.halo
    self.workers = workers
    budgetBytes = budget
    self.sampleSize = max(1, min(sampleSize, Self.mostSampleValues / max(1, bands, derived)))
    // Values, scaled copies, codes and the clusterer's copy of the sample;
    // with neighbours their differences too, scaled as well.
    let learnt = derived > 0 ? derived : bands
    let perSample = learnt * (neighbours ? 9 : 6) + (derived > 0 ? bands * 2 : 0) + 10
    // Labelled pixels, twice as many while they are collected, and their codes.
    let labelled = knownUnits * LabelledCollector.most(classes: knownUnits) * 4 * (learnt * 6 + 16)
    let samples = min(self.sampleSize, region.pixelCount) * 4 * perSample + labelled
    let planes = stack.planes.count + derived
    // A mask by place is drawn, or read with its neighbours, row by row.
    let drawn = (masks.isEmpty ? 0 : 16) + (knownUnits > 0 ? 24 : 0)
    let perRow =
      region.width
      * (4 * planes + (derived > 0 ? 2 : 1) + 4 * 2 * codes + 8 + labelling + drawn)
    let wanted = max(2 * halo + 16, Self.comfortableStrip / max(1, perRow))
    blockCacheBytes = Self.blockCache(stack, region: region, rows: wanted, budget: budget)
    let held = Self.resampling(stack, masks, workers: workers)
    let room = budget - Self.fixedBytes - samples - held - blockCacheBytes
    let least = min(region.height, 2 * halo + 8)
    guard room / max(1, perRow) >= least else {
      let cache = Self.blockCache(stack, region: region, rows: wanted, budget: .max)
      let needed = Self.needed(Self.fixedBytes + samples + held + least * perRow, cache: cache)
      throw Failure.usage(
        "this scene needs at least \(ByteCount.text(needed)) of memory, \(ByteCount.text(budget)) "
          + "is allowed: raise --memory, lower 'sample', or map a smaller region")
    }
    rowsPerStrip = max(1, min(region.height, wanted, room / max(1, perRow) - 2 * halo))
  }

  /// Source pixels that workers hold while they bring finer or turned bands
  /// to the grid: values, weights and flags.
  private static func resampling(_ stack: ImageStack, _ masks: [AreaMask], workers: Int) -> Int {
    let rasters = masks.compactMap {
      if case .raster(let mask) = $0.rule { mask.grid } else { nil }
    }
    let others = Set(stack.planes.map(\.grid) + rasters).filter { other in
      guard other != stack.grid, let a = other.transform, let b = stack.grid.transform else {
        return false
      }
      return a.pixelArea < b.pixelArea || GridWarp.isNeeded(frame: stack.grid, other: other)
    }
    return others.isEmpty ? 0 : workers * Window.mostSourcePixels * 10
  }

  /// The smallest budget that suffices, in whole megabytes: the cache never
  /// takes more than a third of it.
  private static func needed(_ other: Int, cache: Int) -> Int {
    let exact = min(other + cache, other + other / 2 + 3)
    return ((exact >> 20) + 1) << 20
  }

  /// Enough to keep all blocks that a strip of `rows` touches, so that each is
  /// decoded once; at most a third of the budget. A strip begins in the row of
  /// blocks in which the last one ended: while the first bands are read, the
  /// blocks of the others from that row must not make way for new ones.
  private static func blockCache(
    _ stack: ImageStack, region: Window, rows: Int, budget: Int
  ) -> Int {
    let touched = stack.planes.reduce(0) { sum, band in
      let width = min(band.grid.width, region.width + 2 * band.blockWidth)
      let least = band.rowsUnderRow > 1 ? band.blockHeight + band.rowsUnderRow : band.blockHeight
      let height = max(least, blockRows(of: band, rows: rows, of: stack.grid))
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

/// Sizes in bytes as people write them.
public enum ByteCount {
  /// "1.5 GB", in powers of 1024.
  public static func text(_ bytes: Int) -> String {
    let units = ["bytes", "KB", "MB", "GB", "TB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return unit == 0 ? "\(bytes) bytes" : String(format: "%.1f %@", value, units[unit])
  }

  /// "2GB", "512 MB", "1.5g" or a number of bytes.
  public static func parse(_ text: String) -> Int? {
    let compact = text.lowercased().filter { $0 != " " }
    let digits = compact.prefix { $0.isNumber || $0 == "." }
    guard let number = Double(digits), number > 0 else { return nil }
    let endings = [
      ["", "b"], ["k", "kb", "kib"], ["m", "mb", "mib"], ["g", "gb", "gib"], ["t", "tb", "tib"],
    ]
    let suffix = String(compact.dropFirst(digits.count))
    guard let power = endings.firstIndex(where: { $0.contains(suffix) }) else { return nil }
    let bytes = number * pow(1024, Double(power))
    return (1..<1e15).contains(bytes) ? Int(bytes) : nil
  }
}

/// The memory of this machine, or of the control group the process is in.
public enum MachineMemory {
  /// A quarter of what there is, at most 2 GB.
  public static var standardBudget: Int { min(2 << 30, total / 4) }

  static var total: Int {
    let physical = Int(ProcessInfo.processInfo.physicalMemory)
    let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
      .compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
      .compactMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
      .filter { $0 > 0 }
    return min(physical, limits.min() ?? physical)
  }

  /// The largest resident set so far, in bytes.
  static var peak: Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
    else { return 0 }
    return kilobytes * 1024
  }
}
