package import Kernels

/// How a run is carried out; what comes out does not depend on it, apart
/// from where it is written.
public struct RunOptions: Sendable {
  /// Where results go; made if it is not there.
  public var folder: String
  /// Threads; nil takes all processors that the process may use.
  public var threads: Int?
  /// Bytes; nil takes a quarter of the machine, at most 2 GB.
  public var memory: Int?
  /// Replace results that are already in the folder.
  public var overwrite: Bool
  /// A map or model whose numbering of units is to be kept.
  public var relabel: String?
  /// Name inputs in `run.json` relative to the folder, so that both can be moved
  /// together.
  public var relativePaths: Bool

  public init(
    folder: String, threads: Int? = nil, memory: Int? = nil, overwrite: Bool = false,
    relabel: String? = nil, relativePaths: Bool = false
  ) {
    self.folder = folder
    self.threads = threads
    self.memory = memory
    self.overwrite = overwrite
    self.relabel = relabel
    self.relativePaths = relativePaths
  }

  package var workers: Workers { Workers(threads ?? Workers.available) }
  package var budget: Int { memory ?? MachineMemory.standardBudget }
}
