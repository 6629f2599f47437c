import Rasters

/// The i-th of n parts of a batch.
public struct Shard: Sendable, Equatable {
  /// From 1.
  public let index: Int
  public let count: Int

  public static let all = Shard(index: 1, count: 1)

  private init(index: Int, count: Int) {
    (self.index, self.count) = (index, count)
  }

  /// "2/4"
  public init(_ text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1,
      (1...count).contains(index)
    else {
      throw Failure.outOfRange(
        BatchOptions.shard.name, found: "'\(text)'", allowed: BatchOptions.shard.allowed.text)
    }
    self.init(index: index, count: count)
  }

  /// The part that an array job of Slurm, AWS Batch or Kubernetes is; nil where
  /// this is none. Kubernetes does not say how many there are: the variable
  /// JOB_COMPLETIONS may, and without it scenes are shared by claims alone.
  public init?(environment: [String: String]) {
    func number(_ name: String) -> Int? { environment[name].flatMap { Int($0) } }
    if let id = number("SLURM_ARRAY_TASK_ID"), let count = number("SLURM_ARRAY_TASK_COUNT") {
      let first = number("SLURM_ARRAY_TASK_MIN") ?? 0
      let step = max(1, number("SLURM_ARRAY_TASK_STEP") ?? 1)
      self.init(position: (id - first) / step, count: count)
    } else if let id = number("AWS_BATCH_JOB_ARRAY_INDEX"),
      let count = number("AWS_BATCH_JOB_ARRAY_SIZE")
    {
      self.init(position: id, count: count)
    } else if let id = number("JOB_COMPLETION_INDEX"), let count = number("JOB_COMPLETIONS") {
      self.init(position: id, count: count)
    } else {
      return nil
    }
  }

  /// Counted from 0; nil where the numbers do not fit each other, as those of
  /// arrays with holes.
  private init?(position: Int, count: Int) {
    guard count >= 1, (0..<count).contains(position) else { return nil }
    self.init(index: position + 1, count: count)
  }

  /// Whether a job with this place in the batch (from 1) belongs to the part.
  func holds(_ ordinal: Int) -> Bool { (ordinal - 1) % count == index - 1 }
}
