import Kernels
import Synchronization
import Testing

@testable import Learning

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

  private final class Tally: Sendable {
    private let seen = Mutex<[(worker: Int, item: Int)]>([])
    func add(_ worker: Int, _ item: Int) { seen.withLock { $0.append((worker, item)) } }
    var calls: Int { seen.withLock { $0.count } }
    var items: Set<Int> { Set(seen.withLock { $0.map(\.item) }) }
    var workers: [Int] { seen.withLock { $0.map(\.worker) } }
  }
}
