import Dispatch
import Foundation
import Synchronization

/// A fixed number of threads that share out independent items. Which worker
/// takes which item may vary; results must not depend on it.
package struct Workers: Sendable {
  package let count: Int

  package init(_ count: Int) {
    self.count = max(1, count)
  }

  /// The processors this process may use: its affinity mask and the quota of
  /// its control group.
  package static var available: Int {
    max(1, min(ProcessInfo.processInfo.activeProcessorCount, ControlGroup.own.processors ?? .max))
  }

  /// Calls `body(worker, item)` for every item in 0 ..< items. The error of
  /// the lowest failing item is thrown after all workers have stopped.
  package func forEach(
    _ items: Int, _ body: @Sendable (_ worker: Int, _ item: Int) throws -> Void
  ) throws {
    guard items > 0 else { return }
    if count == 1 || items == 1 {
      for item in 0..<items { try body(0, item) }
      return
    }
    let cursor = Atomic<Int>(0)
    let failures = Mutex<[Int: any Error]>([:])
    DispatchQueue.concurrentPerform(iterations: min(count, items)) { worker in
      while true {
        // In this order: an item that is taken is done, so that none below
        // one that fails is left out.
        guard failures.withLock({ $0.isEmpty }) else { return }
        let item = cursor.wrappingAdd(1, ordering: .relaxed).oldValue
        guard item < items else { return }
        do {
          try body(worker, item)
        } catch {
          failures.withLock { $0[item] = error }
        }
      }
    }
    let failed = failures.withLock { $0 }
    if let first = failed.min(by: { $0.key < $1.key }) { throw first.value }
  }

  /// The results of `body(worker, item)` in the order of the items.
  package func map<T: Sendable>(
    _ items: Int, _ body: @Sendable (_ worker: Int, _ item: Int) throws -> T
  ) throws -> [T] {
    let results = Mutex<[Int: T]>([:])
    try forEach(items) { worker, item in
      let value = try body(worker, item)
      results.withLock { $0[item] = value }
    }
    let done = results.withLock { $0 }
    return (0..<items).compactMap { done[$0] }
  }
}
