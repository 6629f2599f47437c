import Foundation
import TestSupport
import Testing

/// `kill -9` at moments drawn by chance: whatever then has a final name is
/// whole, and the next run gives the bytes of one that nobody disturbed. A few
/// by default, fifty of each job with FACIES_FAULTS=all.
@Suite(.serialized) struct KillTests {
  /// Fit, map, everything that a run writes, and catalogues.
  static let jobs = WritingJob.all.filter {
    ["fit", "map", "run", "survey", "cutouts", "group"].contains($0.testDescription)
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: jobs)
  func killedAtAnyMoment(_ job: WritingJob) throws {
    defer { withExtendedLifetime(folder) {} }
    let calm = try CalmJob.of(job)
    var killed = 0
    let kills = FaultyDisk.isThorough ? 50 : 1
    for step in 0..<kills {
      let place = try folder.folder("kill \(step)")
      let share = (Double(step) + Double((step * 7919 + 61) % 101) / 101) / Double(kills)
      let running = try BuiltCommand.start(job.arguments(into: place))
      usleep(UInt32(1e6 * calm.seconds * share))
      running.send(SIGKILL)
      if running.finish(timeout: 60).exitCode != 0 { killed += 1 }
      let left = try FolderContent(place).visible
      #expect(left.differences(from: calm.content, but: calm.dated).isEmpty, "\(step)")
      if let manifest = job.manifest, left.files[manifest] != nil {
        #expect(left.names == calm.content.names, "\(step)")
      }
      let again = try job.run(into: place, more: left.isEmpty ? [] : ["--overwrite"])
      #expect(again.isSuccess, "\(step): \(again.errors)")
      let right = try FolderContent(place).visible
      #expect(right.names == calm.content.names, "\(step)")
      #expect(right.differences(from: calm.content, but: calm.dated).isEmpty, "\(step)")
      try FileManager.default.removeItem(atPath: place)
    }
    if FaultyDisk.isThorough {
      print("faults: \(job.testDescription): \(killed) of \(kills) runs killed at work")
    }
  }
}
