import Foundation
import Jobs

/// A claimed job and the process that does it.
final class RunningJob {
  var record: JobRecord
  let child: ChildProcess
  private let share: MemoryShare
  private let log: String
  private let logStart: Int
  private var excess: Int?
  private(set) var isLost = false

  init(
    _ record: JobRecord, words: [String], environment: [String: String], share: MemoryShare,
    log: String
  ) throws {
    self.record = record
    self.share = share
    self.log = log
    Self.begin(log, record, words)
    logStart = FileDigest.bytes(of: log)
    child = try ChildProcess(words, log: log, environment: environment)
    self.record.claim?.child = ProcessIdentity(of: child.pid)
  }

  /// A line between attempts.
  private static func begin(_ log: String, _ record: JobRecord, _ words: [String]) {
    let time = BatchText.time(record.started) ?? ""
    let line = "# attempt \(record.attempts), \(time): \(words.joined(separator: " "))\n"
    guard let file = fopen(log, "ae") else { return }
    fputs(line, file)
    fclose(file)
  }

  /// Stops it where it takes far too much memory.
  func checkMemory() {
    let resident = child.residentBytes
    guard excess == nil, share.isTooMuch(resident) else { return }
    excess = resident
    child.send(SIGKILL)
  }

  /// Another process has taken the job over: this one must not go on with it.
  func lose() {
    isLost = true
    child.send(SIGKILL)
  }

  /// What the record says after the end; `retries` more failures than one are
  /// forgiven.
  func close(_ ending: ChildProcess.Ending, retries: Int) {
    let now = BatchStore.now
    record.finished = now
    record.seconds = max(0, now - (record.started ?? now))
    record.peakBytes = ending.peakBytes
    record.exitCode = ending.exitCode
    guard ending.exitCode != 0 else {
      record.status = .done
      record.failures = 0
      record.error = nil
      return
    }
    record.failures += 1
    record.error = excess.map(share.refusal) ?? reason(ending)
    // A wrong scene file does not become right by trying again.
    let isHopeless = ending.exitCode == 2
    record.status = record.failures <= retries && !isHopeless ? .pending : .failed
  }

  /// What it said last about itself.
  private func reason(_ ending: ChildProcess.Ending) -> String {
    if ending.isSignal {
      let number = Int32(ending.exitCode - 128)
      return "ended by signal \(number) (\(String(cString: strsignal(number))))"
    }
    let mark = "facies: "
    let said = tail.split(whereSeparator: \.isNewline).last { $0.hasPrefix(mark) }
    return said.map { String($0.dropFirst(mark.count)) }
      ?? "ended with exit code \(ending.exitCode)"
  }

  /// The end of what this attempt has written into the log.
  private var tail: String {
    guard let file = FileHandle(forReadingAtPath: log) else { return "" }
    defer { try? file.close() }
    let end = (try? file.seekToEnd()).map { Int($0) } ?? 0
    try? file.seek(toOffset: UInt64(max(logStart, end - 8192)))
    return (try? file.readToEnd()).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
