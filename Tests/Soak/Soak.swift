import Foundation

/// Rounds of jobs in one process, with a look at what it holds after each.
struct Soak {
  private let inputs: SoakInputs
  private let folder: String

  init(folder: String) throws {
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    inputs = try SoakInputs(folder: folder + "/inputs")
  }

  func run(_ count: Int) throws -> SoakReport {
    var report = SoakReport()
    for number in 0..<count {
      let job = Round.jobs[number % Round.jobs.count]
      let before = Holdings.heapBytes
      try run(job, into: folder + "/out-\(number)", &report)
      if number >= count / 2 { report.kept[job.name, default: 0] += Holdings.heapBytes - before }
      if (number + 1) % Round.jobs.count == 0 {
        report.rounds.append(.now(after: number + 1))
        FileHandle.standardError.write(Data("\(report.progress)\n".utf8))
      }
    }
    try? FileManager.default.removeItem(atPath: folder)
    return report
  }

  private func run(_ job: Round.Job, into out: String, _ report: inout SoakReport) throws {
    defer { try? FileManager.default.removeItem(atPath: out) }
    do {
      try job.run(inputs, out)
      report.done += 1
      guard job.isBroken else { return }
      report.wrong.append("\(job.name) did not fail")
    } catch {
      report.failed += 1
      if !job.isBroken { report.wrong.append("\(job.name): \(error)") }
      // What fails leaves nothing.
      if job.isBroken, FileManager.default.fileExists(atPath: out) {
        report.wrong.append("\(job.name) left '\(out)'")
      }
    }
  }
}

/// What came of it.
struct SoakReport: Codable {
  var done = 0
  var failed = 0
  /// Jobs that did not end as they should.
  var wrong: [String] = []
  var rounds: [Holdings] = []
  /// Bytes of the heap that jobs of a name kept in the second half.
  var kept: [String: Int] = [:]

  /// Bytes that a job may add: a handle or a block that is forgotten is more.
  static let mostBytesPerJob = 2048.0

  /// Of the second half; the first fills caches.
  private var settled: [Holdings] { Array(rounds.suffix((rounds.count + 1) / 2)) }

  /// What a job adds: the median of the slopes between any two rounds (Theil 1950; Sen 1968), as
  /// threads that take part for the first time keep caches of their own, once.
  private func slope(_ value: (Holdings) -> Int) -> Double {
    var slopes: [Double] = []
    for (index, first) in settled.enumerated() {
      for later in settled[(index + 1)...] where later.jobs > first.jobs {
        slopes.append(Double(value(later) - value(first)) / Double(later.jobs - first.jobs))
      }
    }
    slopes.sort()
    guard !slopes.isEmpty else { return 0 }
    return (slopes[(slopes.count - 1) / 2] + slopes[slopes.count / 2]) / 2
  }

  var heapPerJob: Double { slope(\.heap) }
  var residentPerJob: Double { slope(\.resident) }

  private func isSteady(_ value: (Holdings) -> Int) -> Bool {
    guard let first = settled.first, let last = settled.last else { return false }
    return value(last) <= value(first)
  }

  var isFlat: Bool {
    wrong.isEmpty && heapPerJob < Self.mostBytesPerJob && isSteady(\.descriptors)
      && isSteady(\.threads)
  }

  var progress: String {
    guard let last = rounds.last else { return "" }
    return
      "\(last.jobs) jobs: resident \(last.resident >> 10) KB, heap \(last.heap >> 10) KB, "
      + "\(last.descriptors) descriptors, \(last.threads) threads, \(last.mappings) mappings"
  }

  private struct Summary: Encodable {
    var jobs: Int
    var done: Int
    var failed: Int
    var wrong: [String]
    var heapBytesPerJob: Double
    var residentBytesPerJob: Double
    var keptBytes: [String: Int]
    var settledFrom: Holdings?
    var last: Holdings?
    var isFlat: Bool
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let summary = Summary(
      jobs: done + failed, done: done, failed: failed, wrong: wrong,
      heapBytesPerJob: heapPerJob.rounded(), residentBytesPerJob: residentPerJob.rounded(),
      keptBytes: kept, settledFrom: settled.first, last: rounds.last, isFlat: isFlat)
    return String(decoding: try encoder.encode(summary), as: UTF8.self)
  }
}
