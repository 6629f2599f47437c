import Foundation
internal import GRDB

/// What a process finds when it asks for work.
enum Offer: Sendable {
  case job(JobRecord)
  /// Others are at work on what is left, with these places in the batch.
  case wait(Set<Int>)
  /// All is done or failed.
  case finished
}

extension BatchStore {
  /// How long a claim of another machine is respected without a sign of life.
  static let leaseSeconds = 60.0

  static var now: Double { Date().timeIntervalSince1970 }

  /// Takes the next job of those with `ordinals`, if there is one.
  func claim(among ordinals: Set<Int>, budget: Int) throws -> Offer {
    let now = Self.now
    return try write { database in
      var jobs = try JobRecord.order(Column("ordinal")).fetchAll(database)
        .filter { ordinals.contains($0.ordinal) }
      for index in jobs.indices where jobs[index].isAbandoned(at: now) {
        jobs[index].status = .pending
        jobs[index].claim = nil
        jobs[index].lease = nil
        try jobs[index].update(database)
      }
      try Self.failDependents(of: jobs, database)
      let finished = Set(jobs.filter { $0.status == .done }.map(\.name))
      let ready = jobs.filter { job in
        job.status == .pending && (job.needs.map(finished.contains) ?? true)
      }
      guard var next = ready.min(by: { ($0.failures, $0.ordinal) < ($1.failures, $1.ordinal) })
      else {
        let open = jobs.filter { $0.status == .pending || $0.status == .running }
        return open.isEmpty ? .finished : .wait(Set(open.map(\.ordinal)))
      }
      next.status = .running
      next.attempts += 1
      (next.started, next.finished, next.budgetBytes) = (now, nil, budget)
      next.claim = .init(token: UUID().uuidString, owner: .own, child: nil)
      next.lease = now + Self.leaseSeconds
      try next.update(database)
      return .job(next)
    }
  }

  /// What waits for a job that failed has failed as well.
  private static func failDependents(of jobs: [JobRecord], _ database: Database) throws {
    for failed in jobs where failed.status == .failed {
      for var job in jobs where job.needs == failed.name && job.status == .pending {
        job.status = .failed
        job.exitCode = failed.exitCode
        job.error = "waits for the fit on all scenes, which failed: \(failed.error ?? "")"
        try job.update(database)
      }
    }
  }

  /// Says that the claims' owner is alive; returns the tokens that are still
  /// its own.
  func renew(_ claimed: [JobRecord]) throws -> Set<String> {
    let lease = Self.now + Self.leaseSeconds
    return try write { database in
      var kept: Set<String> = []
      for job in claimed {
        guard let claim = job.claim, try Self.holds(job, database) else { continue }
        try database.execute(
          sql: "UPDATE job SET lease = ? WHERE ordinal = ?", arguments: [lease, job.ordinal])
        kept.insert(claim.token)
      }
      return kept
    }
  }

  /// Writes what a claimed job has become; false where somebody else has taken
  /// it over meanwhile.
  @discardableResult
  func save(_ job: JobRecord) throws -> Bool {
    try write { database in
      guard try Self.holds(job, database) else { return false }
      var job = job
      if job.status != .running { (job.claim, job.lease) = (nil, nil) }
      try job.update(database)
      return true
    }
  }

  private static func holds(_ job: JobRecord, _ database: Database) throws -> Bool {
    let found = try JobRecord.fetchOne(database, key: job.ordinal)
    return found?.status == .running && found?.claim?.token == job.claim?.token
  }
}
