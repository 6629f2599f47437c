import Foundation
package import Kernels
import Synchronization

/// Threads that stay awake between many short jobs: the slabs of a batch take
/// some tens of microseconds, less than it takes to wake a thread.
///
/// A waiting helper looks for work for a while, giving way to whoever else
/// wants the processor, and then sleeps.
package final class WorkerTeam: Sendable {
  package let count: Int
  private let board = JobBoard()

  package init(_ workers: Workers) {
    count = workers.count
    for worker in 1..<max(1, count) {
      let board = board
      Thread.detachNewThread { board.help(as: worker) }
    }
  }

  deinit { board.close() }

  /// Calls `body(worker, item)` for every item in 0 ..< items, in any order.
  package func forEach(
    _ items: Int, _ body: @escaping @Sendable (_ worker: Int, _ item: Int) -> Void
  ) {
    if count == 1 || items <= 1 {
      for item in 0..<items { body(0, item) }
    } else {
      board.run(items, body)
    }
  }
}

/// Where the team's jobs are put up and taken from.
///
/// `@unchecked Sendable` because `job` is written only while no items are
/// open, and read only by those who hold one.
private final class JobBoard: @unchecked Sendable {
  /// Items not yet taken, or -1 when the team is dismissed.
  private let open = Atomic<Int>(0)
  private let unfinished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let condition = NSCondition()
  private var job: (@Sendable (Int, Int) -> Void)?

  /// How often a helper looks for work before it sleeps: about a millisecond.
  private static let looks = 2000

  func run(_ items: Int, _ body: @escaping @Sendable (Int, Int) -> Void) {
    job = body
    unfinished.store(items, ordering: .relaxed)
    open.store(items, ordering: .sequentiallyConsistent)
    wakeSleepers()
    while let item = take() { finish(item, as: 0) }
    while unfinished.load(ordering: .acquiring) > 0 { sched_yield() }
    job = nil
  }

  func close() {
    open.store(-1, ordering: .sequentiallyConsistent)
    wakeSleepers()
  }

  func help(as worker: Int) {
    while true {
      if let item = take() {
        finish(item, as: worker)
      } else if !waitForWork() {
        return
      }
    }
  }

  /// One open item; whoever has it keeps the job from ending.
  private func take() -> Int? {
    var seen = open.load(ordering: .acquiring)
    while seen > 0 {
      let (done, original) = open.weakCompareExchange(
        expected: seen, desired: seen - 1, ordering: .acquiringAndReleasing)
      if done { return seen - 1 }
      seen = original
    }
    return nil
  }

  private func finish(_ item: Int, as worker: Int) {
    job?(worker, item)
    unfinished.wrappingSubtract(1, ordering: .acquiringAndReleasing)
  }

  /// False when there will be no more.
  private func waitForWork() -> Bool {
    for _ in 0..<Self.looks {
      let seen = open.load(ordering: .acquiring)
      if seen != 0 { return seen > 0 }
      sched_yield()
    }
    condition.lock()
    sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
    while open.load(ordering: .sequentiallyConsistent) == 0 { condition.wait() }
    sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    condition.unlock()
    return open.load(ordering: .acquiring) >= 0
  }

  private func wakeSleepers() {
    guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    condition.lock()
    condition.broadcast()
    condition.unlock()
  }
}
