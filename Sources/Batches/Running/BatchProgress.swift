import Foundation
import Mapping

/// How far a batch is, from the times that its scenes have taken.
struct BatchProgress {
  private var total: Int
  private(set) var finished = 0
  private(set) var failed = 0
  private var seconds = 0.0

  init(total: Int) { self.total = total }

  mutating func add(_ job: JobRecord) {
    finished += 1
    if job.status == .failed { failed += 1 }
    seconds += job.seconds ?? 0
  }

  /// Work found by others, or done by them.
  mutating func expect(_ open: Int) { total = max(finished + open, 1) }

  /// Share of the work that is done, counting what is at work by the time that
  /// scenes have taken so far.
  func share(running: [JobRecord], now: Double) -> Double {
    guard total > 0 else { return 1 }
    let mean = finished > 0 ? seconds / Double(finished) : nil
    let parts = running.map { job -> Double in
      guard let mean, mean > 0 else { return 0 }
      return min(0.95, max(0, now - (job.started ?? now)) / mean)
    }
    return min(1, (Double(finished) + parts.reduce(0, +)) / Double(total))
  }

  var count: String { "\(finished) of \(total)" }
}
