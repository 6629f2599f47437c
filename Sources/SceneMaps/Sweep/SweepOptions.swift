package import Jobs
import Kernels
import Rasters
public import Scenes

/// How a sweep over numbers of units is carried out.
public struct SweepOptions: Sendable {
  public var range: UnitRange
  /// Fits whose agreement is the stability.
  public var seeds: Int
  /// Where table, plot and report go; nil writes nothing.
  public var folder: String?
  /// Threads; nil takes all processors that the process may use.
  public var threads: Int?
  /// Bytes; nil takes a quarter of the machine, at most 2 GB.
  public var memory: Int?
  /// Replace results that are already in the folder.
  public var overwrite: Bool

  public init(
    range: UnitRange, seeds: Int = 5, folder: String? = nil, threads: Int? = nil,
    memory: Int? = nil, overwrite: Bool = false
  ) {
    self.range = range
    self.seeds = seeds
    self.folder = folder
    self.threads = threads
    self.memory = memory
    self.overwrite = overwrite
  }

  public static let mostSeeds = 100

  package func check() throws {
    guard (1...Self.mostSeeds).contains(seeds) else {
      throw Failure.usage("--seeds is \(seeds), must be from 1 to \(Self.mostSeeds)")
    }
  }

  package var run: RunOptions {
    RunOptions(folder: folder ?? ".", threads: threads, memory: memory, overwrite: overwrite)
  }
}
