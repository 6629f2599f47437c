import Jobs
import Rasters
import Synchronization
import Testing

@testable import FaciesKit

@Suite struct WorkTests {
  @Test func aCancelledTaskStopsItsJobAtTheNextCheck() async throws {
    let checks = Atomic<Int>(0)
    let started = Atomic<Bool>(false)
    let isStarted: @Sendable () -> Void = { started.store(true, ordering: .relaxed) }
    let count: @Sendable () -> Void = { checks.add(1, ordering: .relaxed) }
    let task = Task {
      try await Work.run(RunControl()) { control in
        isStarted()
        while true {
          try control.checkpoint()
          count()
        }
      }
    }
    while !started.load(ordering: .relaxed) { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func aTaskThatIsCancelledAlreadyDoesNothing() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await Work.run(RunControl()) { _ in Issue.record("the job was begun") }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func theCallersOwnCheckIsAskedToo() async {
    let control = RunControl(checkpoint: { throw Failure("stopped from outside") })
    await #expect(throws: Failure("stopped from outside")) {
      try await Work.run(control) { try $0.checkpoint() }
    }
  }

  @Test func progressHasAStageAndAFraction() async throws {
    let seen = Mutex<[JobProgress]>([])
    try await Work.run(RunControl(onProgress: { step in seen.withLock { $0.append(step) } })) {
      $0.progress("mapping", 0.25)
    }
    #expect(seen.withLock { $0 } == [JobProgress(stage: "mapping", fraction: 0.25)])
  }
}
