import Foundation

/// How far a batch is: scenes count by the size of what they read, and those at work by
/// the time that as much has taken so far.
struct BatchProgress {
  /// What a scene of no size costs, in bytes of input: starting, sheets, tables.
  static let leastBytes = 4 << 20

  /// Work of the scenes, by their places in the batch.
  private let work: [Int: Double]
  /// Scenes that are neither done nor failed.
  private var open: Set<Int>
  private(set) var finished = 0
  private(set) var failed = 0
  private var finishedWork = 0.0
  private var seconds = 0.0

  /// - Parameter bytes: that scenes read; a scene that is not in it has no size.
  init(open: Set<Int>, bytes: [Int: Int]) {
    self.open = open
    work = bytes.mapValues { Double(max(0, $0) + Self.leastBytes) }
  }

  private func work(_ ordinal: Int) -> Double { work[ordinal] ?? Double(Self.leastBytes) }

  mutating func add(_ job: JobRecord) {
    open.remove(job.ordinal)
    finished += 1
    if job.status == .failed { failed += 1 }
    // What broke in its first second says nothing about the others' pace.
    guard job.status == .done else { return }
    finishedWork += work(job.ordinal)
    seconds += job.seconds ?? 0
  }

  /// What is left, some of it done by others meanwhile.
  mutating func expect(_ open: Set<Int>) { self.open = open }

  /// Share of the work that is done; a scene at work counts by its time.
  func share(running: [JobRecord], now: Double) -> Double {
    let left = open.reduce(0) { $0 + work($1) }
    let all = finishedWork + left
    guard all > 0 else { return 1 }
    let pace = finishedWork > 0 && seconds > 0 ? finishedWork / seconds : 0
    let parts = running.map { job in
      min(0.95 * work(job.ordinal), max(0, now - (job.started ?? now)) * pace)
    }
    return min(1, (finishedWork + parts.reduce(0, +)) / all)
  }

  var count: String { "\(finished) of \(finished + open.count)" }
}
