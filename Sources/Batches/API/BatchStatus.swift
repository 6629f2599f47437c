public import Foundation
import Rasters
import SceneMaps
import Scenes

/// How a batch stands: what `facies batch status --json` prints.
public struct BatchStatus: Codable, Sendable, Equatable {
  public enum State: String, Codable, Sendable, CaseIterable {
    case pending, running, done, failed
    /// Begun by a process that is gone; the next one takes it.
    case interrupted
  }

  public struct Scene: Codable, Sendable, Equatable {
    /// The folder of its results in that of the batch.
    public var name: String
    /// "scene", "survey", or "fit" of a fit on all scenes.
    public var kind: String
    public var source: String
    public var state: State
    /// How often it was begun.
    public var attempts: Int
    public var started: String?
    public var finished: String?
    public var seconds: Double?
    /// Largest resident set of its process, and what it was told to stay within.
    public var peakBytes: Int?
    public var budgetBytes: Int?
    public var exitCode: Int?
    public var error: String?
    public var warning: String?
    /// The machine and process at work.
    public var host: String?
    public var process: Int?
  }

  public var folder: String
  public var total: Int
  public var done: Int
  public var failed: Int
  public var running: Int
  public var pending: Int
  public var interrupted: Int
  public var scenes: [Scene]

  /// Whether nothing is left to do.
  public var isFinished: Bool { pending + running + interrupted == 0 }

  /// Keys sorted; absent values are left out.
  public func json() throws -> Data {
    return try JSONText.data(self)
  }
}

extension BatchStatus {
  init(folder: String, _ jobs: [JobRecord], now: Double) {
    let scenes = jobs.map { Scene($0, now: now) }
    // A fit is no scene.
    let counted = scenes.filter { $0.kind != JobRecord.Kind.fit.rawValue }
    func count(_ state: State) -> Int { counted.count { $0.state == state } }
    self.init(
      folder: folder, total: counted.count, done: count(.done), failed: count(.failed),
      running: count(.running), pending: count(.pending), interrupted: count(.interrupted),
      scenes: scenes)
  }
}

extension BatchStatus.Scene {
  init(_ job: JobRecord, now: Double) {
    let isAtWork = job.isHeld(at: now)
    let state: BatchStatus.State =
      switch job.status {
      case .pending: .pending
      case .running: isAtWork ? .running : .interrupted
      case .done: .done
      case .failed: .failed
      }
    let share = job.budgetBytes.map(MemoryShare.init)
    self.init(
      name: job.name, kind: job.kind.rawValue, source: job.source, state: state,
      attempts: job.attempts, started: BatchText.time(job.started),
      finished: BatchText.time(job.finished),
      seconds: job.seconds.map { ($0 * 1000).rounded() / 1000 }, peakBytes: job.peakBytes,
      budgetBytes: job.budgetBytes, exitCode: job.exitCode, error: job.error,
      warning: state == .done ? share?.warning(peak: job.peakBytes ?? 0) : nil,
      host: isAtWork ? job.claim?.owner.host : nil,
      process: isAtWork ? (job.claim?.child ?? job.claim?.owner).map { Int($0.pid) } : nil)
  }
}
