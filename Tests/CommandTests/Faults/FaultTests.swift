import Foundation
import TestSupport
import Testing

/// Whatever call to the system fails, or is the last before a power cut: final
/// names are whole or absent, a failure is one line, and the next run is as if
/// nothing had been. Some calls of every job by default, all of them with
/// FACIES_FAULTS=all (`make faults`).
@Suite(.enabled(if: FaultyDisk.canFail)) struct FaultTests {
  /// Which calls are tried: all, or a few that differ from job to job.
  private func chosen(_ job: WritingJob, of calls: Int, few: Int) -> [Int] {
    guard !FaultyDisk.isThorough else {
      return Array(stride(from: 1, through: calls, by: job.every))
    }
    var state = job.testDescription.utf8.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) }
    return (0..<few).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 1 + Int(state >> 33) % max(1, calls)
    }
  }

  @Test(arguments: WritingJob.all)
  func aFailedCallIsOneLineAndLeavesNothing(_ job: WritingJob) throws {
    let calm = try CalmJob.of(job)
    #expect(calm.calls.count > 4)
    var (refused, borne) = (0, 0)
    let faults: [FaultyDisk.Fault] = [.once(EIO), .lasting(ENOSPC), .lasting(EDQUOT)]
    for (place, number) in chosen(job, of: calm.calls.count, few: 3).enumerated() {
      for fault in FaultyDisk.isThorough ? faults : [faults[place % 2]] {
        if try fail(job, calm, fault, at: number) { borne += 1 } else { refused += 1 }
      }
    }
    if FaultyDisk.isThorough {
      print("faults: \(job.testDescription): \(calm.calls.count) calls, ", terminator: "")
      print("\(refused + borne) failures: \(refused) refused in a line, \(borne) borne")
    }
  }

  /// True where the job bears the failure and its results are right.
  private func fail(
    _ job: WritingJob, _ calm: CalmJob, _ fault: FaultyDisk.Fault, at number: Int
  ) throws -> Bool {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let place = try FaultyDisk.place(in: folder)
    let outcome = try job.run(
      into: place, environment: FaultyDisk(place).environment(fault, at: number))
    let call = calm.calls[number - 1]
    let what: Comment = "\(number) \(call.name) \(call.path) \(fault): \(outcome.errors)"
    let left = try FolderContent(place)
    if outcome.exitCode == 0 {
      #expect(left.names == calm.content.names, what)
      #expect(left.differences(from: calm.content, but: calm.dated).isEmpty, what)
      return true
    }
    #expect(outcome.exitCode == 1, what)
    #expect(outcome.errorLines.count == 1, what)
    #expect(outcome.errors.contains(place), what)
    #expect(!outcome.errors.contains(".tmp-"), what)
    #expect(Self.causes.contains { outcome.errors.contains($0) }, what)
    // What has its name is whole: its folder could not be flushed.
    let isFolder = outcome.errors.contains("cannot flush the folder of")
    #expect(left.isEmpty || isFolder, "\(left.names) \(what)")
    if isFolder {
      #expect(left.differences(from: calm.content, but: calm.dated).isEmpty, what)
    }
    return false
  }

  /// The system's words, SQLite's, and what is found when a file is read again.
  private static let causes =
    [EIO, ENOSPC, EDQUOT].map { String(cString: strerror($0)) } + [
      "disk I/O error", "database or disk is full", "unable to open database file",
      "database disk image is malformed",
      "does not hold what was written to it",
    ]

  @Test(arguments: WritingJob.all)
  func afterAPowerCutNamesAreWholeAndTheNextRunIsRight(_ job: WritingJob) throws {
    let calm = try CalmJob.of(job)
    var kills = 0
    for number in chosen(job, of: calm.calls.count, few: 1) {
      let folder = try TemporaryFolder()
      defer { withExtendedLifetime(folder) {} }
      let place = try FaultyDisk.place(in: folder)
      let outcome = try job.run(
        into: place, environment: FaultyDisk(place).environment(.kill, at: number))
      let call = calm.calls[number - 1]
      let what: Comment = "killed at \(number) \(call.name) \(call.path)"
      #expect(outcome.exitCode == 128 + SIGKILL, what)
      try expectWhole(place, job, calm, what)
      let again = try job.run(
        into: place, more: try FolderContent(place).visible.isEmpty ? [] : ["--overwrite"])
      #expect(again.isSuccess, "\(what): \(again.errors)")
      let left = try FolderContent(place).visible
      #expect(left.names == calm.content.names, what)
      #expect(left.differences(from: calm.content, but: calm.dated).isEmpty, what)
      kills += 1
    }
    if FaultyDisk.isThorough { print("faults: \(job.testDescription): \(kills) power cuts") }
  }

  /// Whatever has a final name is as it should be, and the manifest is there
  /// only with all the others.
  private func expectWhole(
    _ place: String, _ job: WritingJob, _ calm: CalmJob, _ what: Comment
  ) throws {
    let left = try FolderContent(place).visible
    #expect(left.differences(from: calm.content, but: calm.dated).isEmpty, what)
    guard let manifest = job.manifest, left.files[manifest] != nil else { return }
    #expect(left.names == calm.content.names, what)
    guard manifest.hasSuffix("out/run.json"), job.testDescription != "group" else { return }
    let verified = try BuiltCommand.run("verify", place + "/out")
    #expect(verified.isSuccess, "\(what): \(verified.output)")
  }

  /// A file gets its final name after its bytes are on the disk, the manifest
  /// after all others, and then its folder is flushed.
  @Test(arguments: WritingJob.all.filter { $0.manifest != nil })
  func bytesAreOnTheDiskBeforeTheyHaveAName(_ job: WritingJob) throws {
    let calls = try CalmJob.of(job).calls
    let renames = calls.filter { $0.name.hasPrefix("rename") }
    let last = try #require(renames.last)
    let isWhole = job.testDescription.hasPrefix("cutouts")
    let manifest = URL(fileURLWithPath: job.manifest ?? "")
    #expect(last.other.hasSuffix(isWhole ? "/o/out" : "/o/out/" + manifest.lastPathComponent))
    if isWhole { #expect(calls.contains { $0.name == "syncfs" && $0.number < last.number }) }
    for call in isWhole ? [] : renames where !Self.isHidden(call.other) {
      let flushed = calls.last { $0.name == "fsync" && $0.path == call.path }?.number ?? 0
      let written = calls.last { Self.writes.contains($0.name) && $0.path == call.path }?.number
      #expect(flushed > (written ?? 0) && flushed < call.number, "\(call.other)")
    }
    let folder = URL(fileURLWithPath: last.other).deletingLastPathComponent().path
    #expect(calls.contains { $0.name == "fsync" && $0.path == folder && $0.number > last.number })
  }

  private static let writes: Set = ["write", "pwrite", "writev", "ftruncate", "fallocate"]

  private static func isHidden(_ path: String) -> Bool {
    path.components(separatedBy: "/o/").last?.split(separator: "/")
      .contains { $0.hasPrefix(".") } == true
  }
}
