import Foundation
import Jobs
import Kernels
import Settings

/// What a later call on the same batch takes over where it says nothing.
struct BatchSettings: Codable, Sendable, Equatable {
  var jobs = 1
  var retries = 0
  var threads: Int?
  var memory: Int?
  var relativePaths: Bool?

  static let name = "settings"

  init() {}

  mutating func take(_ options: BatchOptions) throws {
    jobs = options.jobs ?? jobs
    retries = options.retries ?? retries
    threads = options.threads ?? threads
    memory = options.memory ?? memory
    relativePaths = options.relativePaths ?? relativePaths
    try BatchOptions.jobs.checked(jobs)
    try BatchOptions.retries.checked(retries)
  }

  /// Threads of one of so many jobs at a time.
  func threads(amongst jobs: Int) -> Int { max(1, (threads ?? Workers.available) / jobs) }

  /// Memory of one of so many jobs at a time.
  func share(amongst jobs: Int) -> MemoryShare {
    let all =
      memory ?? min(jobs * MachineMemory.standardBudget, max(1, MachineMemory.total / 2))
    return MemoryShare(bytes: max(1, all / jobs))
  }
}
