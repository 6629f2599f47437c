package import Jobs
import Kernels
import SceneMaps
public import Scenes
public import Settings

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
    range: UnitRange, seeds: Int? = nil, folder: String? = nil, threads: Int? = nil,
    memory: Int? = nil, overwrite: Bool = false
  ) {
    self.range = range
    self.seeds = seeds ?? Self.seeds.default
    self.folder = folder
    self.threads = threads
    self.memory = memory
    self.overwrite = overwrite
  }

  /// Fits of every number of units.
  public static let seeds = Setting(
    "seeds", option: "seeds", .from(1...100), default: 5,
    "Fits, each with its own seed and its own half of the sample, to tell how stable.")

  public static let settings = [
    SceneSettings.units.description, UnitRange.step.description, seeds.description,
  ]

  package func check() throws {
    try Self.seeds.checked(seeds)
  }

  package var run: RunOptions {
    RunOptions(folder: folder ?? ".", threads: threads, memory: memory, overwrite: overwrite)
  }
}
