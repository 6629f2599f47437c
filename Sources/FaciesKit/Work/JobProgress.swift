/// How far a job is.
public struct JobProgress: Sendable, Equatable {
  /// What is being done, such as "training" or "mapping".
  public let stage: String
  /// The share of the stage that is done, from 0 to 1.
  public let fraction: Double

  public init(stage: String, fraction: Double) {
    self.stage = stage
    self.fraction = fraction
  }
}

/// Receives the progress of a job, on any thread.
public typealias ProgressHandler = @Sendable (JobProgress) -> Void

extension RunControl {
  /// A control that tells a handler how far the job is.
  public init(onProgress handler: @escaping ProgressHandler) {
    self.init(progress: { handler(JobProgress(stage: $0, fraction: $1)) })
  }
}
