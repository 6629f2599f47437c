import Foundation
import Kernels
import Testing

@testable import Encoders

struct NetworkWorkerTeamTests {
  /// Many jobs of few items, with a pause now and then in which helpers fall
  /// asleep: every item of every job is done once.
  @Test(arguments: [1, 2, 4])
  func everyItemOnce(workers: Int) async throws {
    let team = WorkerTeam(Workers(workers))
    for round in 0..<2000 {
      let items = round % 7
      let tally = Tally()
      team.forEach(items) { worker, item in tally.add(worker, item) }
      #expect(tally.items == Set(0..<items) && tally.calls == items)
      #expect(tally.workers.allSatisfy { $0 < workers })
      if round.isMultiple(of: 500) { try await Task.sleep(for: .milliseconds(20)) }
    }
  }

  /// With a lock that ThreadSanitizer sees, unlike `Mutex`.
  private final class Tally: @unchecked Sendable {
    private let lock = NSLock()
    private var seen: [(worker: Int, item: Int)] = []
    func add(_ worker: Int, _ item: Int) { lock.withLock { seen.append((worker, item)) } }
    var calls: Int { lock.withLock { seen.count } }
    var items: Set<Int> { Set(lock.withLock { seen.map(\.item) }) }
    var workers: [Int] { lock.withLock { seen.map(\.worker) } }
  }
}
