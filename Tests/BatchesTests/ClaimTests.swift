import Foundation
import Rasters
import TestSupport
import Testing

@testable import Batches

/// Several processes on one batch.
@Suite struct ClaimTests {
  private let batch: BatchFixture
  private let folder: BatchFolder
  private let ordinals: Set<Int>

  init() throws {
    batch = try BatchFixture((1...12).map { "s\($0)" })
    folder = try BatchFolder(batch.out)
    try folder.make()
    ordinals = try Self.store(folder).enrol(
      BatchCall(batch.request).jobs(), in: folder, again: { _ in true }
    ).ordinals
  }

  private static func store(_ folder: BatchFolder) throws -> BatchStore {
    try BatchStore(folder: folder.path, use: .begin)
  }

  private func claimed(_ offer: Offer) throws -> JobRecord {
    guard case .job(let job) = offer else { throw Failure("nothing was offered") }
    return job
  }

  @Test func noJobIsOfferedTwice() async throws {
    let (folder, ordinals) = (folder, ordinals)
    let names = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let store = try Self.store(folder)
          var mine: [String] = []
          while case .job(let job) = try store.claim(among: ordinals, budget: 1) {
            mine.append(job.name)
          }
          return mine
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(names.count == 12)
    #expect(Set(names).count == 12)
  }

  @Test func whatADeadProcessHeldIsFreeAtOnce() throws {
    let store = try Self.store(folder)
    var job = try claimed(store.claim(among: ordinals, budget: 1))
    job.claim?.owner.start += 1
    #expect(try store.save(job))
    let again = try claimed(store.claim(among: ordinals, budget: 1))
    #expect(again.name == job.name)
    #expect(again.attempts == 2)
    // The first one wakes up and has nothing to say any more.
    job.status = .done
    #expect(try !store.save(job))
    #expect(try store.renew([job]).isEmpty)
    #expect(try store.renew([again]).count == 1)
  }

  @Test func aChildThatLivesHoldsTheClaim() throws {
    let store = try Self.store(folder)
    var job = try claimed(store.claim(among: [1], budget: 1))
    job.claim?.owner.start += 1
    job.claim?.child = .own
    #expect(try store.save(job))
    guard case .wait([1]) = try store.claim(among: [1], budget: 1) else {
      Issue.record("offered while its process lives")
      return
    }
  }

  @Test func anotherMachineHoldsAClaimForItsLease() throws {
    let store = try Self.store(folder)
    var job = try claimed(store.claim(among: [1], budget: 1))
    job.claim?.owner = ProcessIdentity(host: "elsewhere", boot: "x", pid: 1, start: 1)
    #expect(job.claim?.owner.life == .unknown)
    #expect(try store.save(job))
    guard case .wait([1]) = try store.claim(among: [1], budget: 1) else {
      Issue.record("offered within the lease")
      return
    }
    job.lease = BatchStore.now - 1
    #expect(try store.save(job))
    #expect(try claimed(store.claim(among: [1], budget: 1)).attempts == 2)
  }

  @Test func processesAreToldApart() {
    let own = ProcessIdentity.own
    #expect(own.life == .alive)
    var other = own
    other.pid = 1 << 22
    #expect(other.life == .ended)
    other = own
    other.boot = String(repeating: "0", count: 36)
    #expect(other.life == .ended)
    other = own
    other.boot += "another container"
    #expect(other.life == .unknown)
  }

  @Test func twoProcessesShareTheWork() async throws {
    let batch = try BatchFixture((1...8).map { "slow\($0)" })
    let options = batch.options()
    let request = batch.request
    let done = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<2 { group.addTask { try Batch.run(request, options: options).done } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(done == [8, 8])
    #expect(try batch.tally() == (1...8).map { "run slow\($0).yaml" })
  }

  @Test func foreignAndNewerStatesAreRefused() throws {
    let other = try TemporaryFolder()
    try other.write(String(repeating: "no database ", count: 200), to: "batch.sqlite")
    #expect(throws: Failure.self) { try Batch.status(folder: other.path) }
    let store = try Self.store(folder)
    try store.write { try $0.execute(sql: "PRAGMA user_version = 9") }
    let error = #expect(throws: Failure.self) { try Batch.status(folder: batch.out) }
    #expect(error?.description.contains("begun by a newer facies") == true)
  }
}
