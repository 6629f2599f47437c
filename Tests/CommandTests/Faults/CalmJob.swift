import Foundation
import TestSupport
import Testing

/// What a job leaves that nobody disturbs: done twice, once for all tests.
struct CalmJob {
  var content: FolderContent
  var calls: [FaultyDisk.Call]
  /// Files that say when they were made.
  var dated: Set<String>
  var seconds: Double

  private init(_ job: WritingJob) throws {
    let folders = try (0..<3).map { _ in try TemporaryFolder() }
    defer { withExtendedLifetime(folders) {} }
    let place = try FaultyDisk.place(in: folders[0])
    let log = folders[2].file("log")
    let watched =
      FaultyDisk.canFail ? try FaultyDisk(place).environment(log: log) : [:]
    let first = try job.run(into: place, environment: watched)
    #expect(first.isSuccess, "\(first.errors)")
    let again = try FaultyDisk.place(in: folders[1])
    let started = Date()
    let second = try job.run(into: again)
    seconds = Date().timeIntervalSince(started)
    #expect(second.isSuccess, "\(second.errors)")
    content = try FolderContent(place)
    let other = try FolderContent(again)
    #expect(content.names == other.names)
    calls = FaultyDisk.canFail ? try FaultyDisk.calls(in: log) : []
    dated = Set(content.differences(from: other, but: []))
  }

  static func of(_ job: WritingJob) throws -> CalmJob {
    guard let once = all[job.testDescription] else { return try CalmJob(job) }
    return try once.get(job)
  }

  private static let all = Dictionary(
    uniqueKeysWithValues: WritingJob.all.map { ($0.testDescription, Once()) })

  /// `@unchecked Sendable` because nobody gets at the value without the lock.
  private final class Once: @unchecked Sendable {
    private let lock = NSLock()
    private var made: Result<CalmJob, any Error>?

    func get(_ job: WritingJob) throws -> CalmJob {
      lock.lock()
      defer { lock.unlock() }
      let result = made ?? Result { try CalmJob(job) }
      made = result
      return try result.get()
    }
  }
}
