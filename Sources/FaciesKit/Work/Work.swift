import Foundation
import Jobs
import Synchronization

/// Carries jobs out beside the threads of Swift's concurrency, which must not be kept busy for hours.
enum Work {
  /// The stack that the system gives to the first thread of a process.
  private static let stackBytes = 8 << 20

  /// Runs a job on a thread of its own. When the task is cancelled, the job stops at its next
  /// check (within two seconds), leaves no half-written result, and `CancellationError` is thrown.
  static func run<Value: Sendable>(
    _ control: RunControl, _ body: @escaping @Sendable (RunControl) throws -> Value
  ) async throws -> Value {
    let cancellation = Cancellation()
    var own = control
    own.checkpoint = {
      try control.checkpoint()
      try cancellation.check()
    }
    let watched = own
    return try await withTaskCancellationHandler {
      try cancellation.check()
      return try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try body(watched) }) }
        thread.stackSize = stackBytes
        thread.start()
      }
    } onCancel: {
      cancellation.request()
    }
  }

  /// Whether the task has been cancelled, for the thread that works for it.
  private final class Cancellation: Sendable {
    private let isRequested = Atomic<Bool>(false)

    func request() { isRequested.store(true, ordering: .relaxed) }

    func check() throws {
      if isRequested.load(ordering: .relaxed) { throw CancellationError() }
    }
  }
}
