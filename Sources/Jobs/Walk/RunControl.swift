/// How a run talks to whoever started it.
public struct RunControl: Sendable {
  /// Called with the name of the stage and the share of it that is done.
  public var progress: @Sendable (_ stage: String, _ share: Double) -> Void
  /// Called with sentences for the log.
  public var log: @Sendable (_ message: String) -> Void
  /// Called with what somebody should know who is not there to see it; nil lets
  /// the log say it.
  public var warn: (@Sendable (_ message: String) -> Void)?
  /// Throws when the run is to be given up; asked between strips and
  /// between iterations.
  public var checkpoint: @Sendable () throws -> Void

  public init(
    progress: @escaping @Sendable (_ stage: String, _ share: Double) -> Void = { _, _ in },
    log: @escaping @Sendable (_ message: String) -> Void = { _ in },
    warn: (@Sendable (_ message: String) -> Void)? = nil,
    checkpoint: @escaping @Sendable () throws -> Void = {}
  ) {
    self.progress = progress
    self.log = log
    self.warn = warn
    self.checkpoint = checkpoint
  }
}
