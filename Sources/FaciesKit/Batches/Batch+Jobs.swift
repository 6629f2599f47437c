import Batches
import Foundation
import Jobs

extension Batch {
  /// Does the scenes and surveys of a call, each in a process of its own: new and changed ones, those
  /// that are not finished, and those that failed before.
  public static func run(
    _ request: BatchRequest, options: BatchOptions, control: RunControl = RunControl()
  ) async throws -> BatchStatus {
    try await Work.run(control) { try run(request, options: options, control: $0) }
  }

  /// Goes on with a batch: what is not finished or has changed since, and what was killed. What
  /// failed by itself is left.
  public static func resume(
    _ options: BatchOptions, control: RunControl = RunControl()
  ) async throws -> BatchStatus {
    try await Work.run(control) { try resume(options, control: $0) }
  }

  /// Goes on with a batch and tries everything again that has failed.
  public static func retry(
    _ options: BatchOptions, control: RunControl = RunControl()
  ) async throws -> BatchStatus {
    try await Work.run(control) { try retry(options, control: $0) }
  }
}
