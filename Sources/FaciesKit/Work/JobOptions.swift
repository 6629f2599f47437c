import Jobs

/// How much of the machine a job takes, and what it may replace. Results do not depend on it.
public struct JobOptions: Sendable, Equatable {
  /// Threads; nil takes all processors that the process may use.
  public var threads: Int?
  /// Memory to stay within, in bytes; nil takes a quarter of the machine's, at most 2 GB.
  public var memory: Int?
  /// Replaces results that are already there.
  public var overwrite: Bool
  /// Names inputs in `run.json` relative to the folder of the results, so that both can be moved
  /// together.
  public var relativePaths: Bool

  public init(
    threads: Int? = nil, memory: Int? = nil, overwrite: Bool = false, relativePaths: Bool = false
  ) {
    self.threads = threads
    self.memory = memory
    self.overwrite = overwrite
    self.relativePaths = relativePaths
  }

  /// The options of a run into a folder.
  func run(into folder: String) -> RunOptions {
    RunOptions(
      folder: folder, threads: threads, memory: memory, overwrite: overwrite,
      relativePaths: relativePaths)
  }
}
