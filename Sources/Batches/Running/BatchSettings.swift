import Foundation
import Jobs
import Kernels
import Rasters

/// What a later call on the same batch takes over where it says nothing.
struct BatchSettings: Codable, Sendable, Equatable {
  var jobs = 1
  var retries = 0
  var threads: Int?
  var memory: Int?
  var relativePaths: Bool?

  static let name = "settings"
  static let mostJobs = 256

  init() {}

  mutating func take(_ options: BatchOptions) throws {
    jobs = options.jobs ?? jobs
    retries = options.retries ?? retries
    threads = options.threads ?? threads
    memory = options.memory ?? memory
    relativePaths = options.relativePaths ?? relativePaths
    guard (1...Self.mostJobs).contains(jobs) else {
      throw Failure.usage("--jobs is \(jobs), must be from 1 to \(Self.mostJobs)")
    }
    guard (0...100).contains(retries) else {
      throw Failure.usage("--retry is \(retries), must be from 0 to 100")
    }
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
