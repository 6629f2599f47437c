import Foundation
import Rasters
import Settings
import TestSupport
import Testing

@testable import Batches

@Suite struct BatchValueTests {
  // MARK: shards

  @Test(arguments: ["", "0/4", "5/4", "a/b", "1", "1/2/3", "1/0", "-1/4"])
  func wrongShardsAreRefused(_ text: String) {
    #expect(
      throws: Failure.outOfRange(
        BatchOptions.shard.name, found: "'\(text)'",
        allowed: "i/n with i from 1 to n, such as 2/4")
    ) {
      try Shard(text)
    }
  }

  @Test func shardsCoverEverythingOnce() throws {
    let shards = try (1...3).map { try Shard("\($0)/3") }
    for ordinal in 1...20 { #expect(shards.count { $0.holds(ordinal) } == 1) }
    #expect((1...4).filter(shards[0].holds) == [1, 4])
  }

  @Test(arguments: [
    (["SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_COUNT": "4"], "1/4"),
    (
      [
        "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "1",
        "SLURM_ARRAY_TASK_STEP": "2",
      ], "4/4"
    ),
    (["AWS_BATCH_JOB_ARRAY_INDEX": "2", "AWS_BATCH_JOB_ARRAY_SIZE": "3"], "3/3"),
    (["JOB_COMPLETION_INDEX": "1", "JOB_COMPLETIONS": "5"], "2/5"),
    (["JOB_COMPLETION_INDEX": "1"], nil),
    (["SLURM_ARRAY_TASK_ID": "9", "SLURM_ARRAY_TASK_COUNT": "4"], nil),
    ([:], nil),
  ])
  func arrayJobsAreShards(_ environment: [String: String], _ shard: String?) throws {
    #expect(try Shard(environment: environment) == shard.map { try Shard($0) })
  }

  @Test func aShardDoesItsPart() throws {
    let batch = try BatchFixture(["a", "b", "c", "d", "e"])
    let part = try Shard("2/2")
    #expect(try batch.run { $0.shard = part }.text == "b done, d done")
    #expect(try Batch.status(folder: batch.out).pending == 3)
    let rest = try Shard("1/2")
    #expect(try batch.run { $0.shard = rest }.text == "a done, c done, e done")
  }

  // MARK: names

  @Test func namesAreUniqueAndSafe() throws {
    var book = NameBook(taken: ["old": "/x/old.yaml"])
    #expect(try book.name(for: "/a/one.yaml").name == "one")
    let second = try book.name(for: "/b/one.yaml")
    #expect(second.name == "b-one")
    #expect(second.note == "'/b/one.yaml' is called 'b-one': 'one' is '/a/one.yaml'")
    #expect(throws: Failure.self) { try book.name(for: "/c/b/one.yaml") }
    #expect(try book.name(for: "/d/ONE.yaml").name == "d-ONE")
    #expect(try book.name(for: "/a/old.yaml").name == "a-old")
    #expect(try book.name(for: "/a/logs.yaml").name == "a-logs")
    #expect(try book.name(for: "/a/LC08_L1TP.tar.gz").name == "LC08_L1TP")
    #expect(try book.name(for: "/a/..yaml").name == "_..yaml".replacing(".yaml", with: ""))
    #expect(try book.name(for: "/a/x\u{1B}[2J.yaml").name == "x_[2J")
    let long = String(repeating: "ü", count: 300)
    #expect(try book.name(for: "/a/\(long).yaml").name.utf8.count <= 240)
  }

  // MARK: scenes of a call

  @Test func foldersAndPatternsStandForWhatIsInThem() throws {
    let folder = try TemporaryFolder()
    for name in ["b.yaml", "a.yml", "c.tif", ".d.yaml", "e.txt"] { try folder.write("", to: name) }
    let list = SceneList(takesProducts: false, takesSurveys: false)
    let found = { (words: [String]) in
      try list.paths(words).map { URL(fileURLWithPath: $0).lastPathComponent }
    }
    #expect(try found([folder.path]) == ["a.yml", "b.yaml"])
    #expect(try found([folder.file("*.y*ml"), folder.file("b.yaml")]) == ["a.yml", "b.yaml"])
    #expect(try found([folder.file("none.yaml")]) == ["none.yaml"])
    #expect(throws: Failure.usage("no file matches '\(folder.file("*.png"))'")) {
      try found([folder.file("*.png")])
    }
    let products = SceneList(takesProducts: true, takesSurveys: false)
    #expect(
      try products.paths([folder.path]) == [SceneList.absolute(folder.file("c.tif"))])
    let empty = try folder.folder("empty")
    #expect(throws: Failure.self) { try list.paths([empty]) }
    #expect(SceneList.absolute("/a//./b/") == "/a/b")
  }

  @Test func sharedDisksAreKnown() {
    let mounts = """
      21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      35 21 0:30 / /home rw shared:9 - nfs4 server:/home rw
      36 35 0:31 / /home/local\\040disk rw - xfs /dev/sdb1 rw
      37 21 0:32 / /mnt rw - fuse.sshfs host: rw
      """
    for (folder, isShared) in [
      ("/data", false), ("/home", true), ("/home/a/b", true), ("/homes", false),
      ("/home/local disk/x", false), ("/mnt/x", true),
    ] {
      #expect(FileSystemKind.isShared(folder: folder, mounts: mounts) == isShared, "\(folder)")
    }
    #expect(!FileSystemKind.isShared(folder: "/x", mounts: ""))
  }

  // MARK: state

  @Test func memoryIsSharedOut() throws {
    var settings = BatchSettings()
    var options = BatchOptions(folder: "x")
    (options.jobs, options.memory, options.threads) = (4, 1 << 30, 6)
    try settings.take(options)
    #expect(settings.share(amongst: 4).bytes == 256 << 20)
    #expect(settings.threads(amongst: 4) == 1)
    #expect(settings.threads(amongst: 1) == 6)
    let share = MemoryShare(bytes: 100)
    #expect(!share.isTooMuch(150))
    #expect(share.isTooMuch(151))
    #expect(share.warning(peak: 100) == nil)
    #expect(share.warning(peak: 101) != nil)
    // What a later call does not say is as before.
    var later = settings
    try later.take(BatchOptions(folder: "x"))
    #expect(later == settings)
  }

  @Test func goldenState() throws {
    var job = JobRecord(
      ordinal: 1, name: "a", kind: .scene, source: "/s/a.yaml", template: nil, model: nil,
      needs: nil, digest: "d", status: .done, attempts: 2, failures: 0)
    (job.started, job.finished, job.seconds) = (1_795_260_656.7, 1_795_260_660.1, 3.40049)
    (job.peakBytes, job.budgetBytes, job.exitCode) = (300 << 20, 200 << 20, 0)
    var other = job
    (other.ordinal, other.name, other.status) = (2, "b", .failed)
    (other.exitCode, other.error) = (1, "it is bad")
    let status = BatchStatus(folder: "/out", [job, other], now: 0)
    let text = String(decoding: try status.json(), as: UTF8.self)
    let difference = try Golden.difference(text, from: "Tests/Goldens/batch-status.json")
    #expect(difference == nil)
  }

  /// A scene counts by what it reads, one at work by its time.
  @Test func progressCountsWork() {
    let unit = BatchProgress.leastBytes
    var progress = BatchProgress(
      open: [1, 2, 3, 4], bytes: [1: unit, 2: 3 * unit, 3: -1, 4: unit])
    var job = JobRecord(
      ordinal: 1, name: "a", kind: .scene, source: "s", template: nil, model: nil, needs: nil,
      digest: "", status: .done, attempts: 1, failures: 0)
    #expect(progress.share(running: [job], now: 100) == 0)
    #expect(progress.count == "0 of 4")
    job.seconds = 10
    progress.add(job)
    // Two of nine units took 10 s; the second scene has four.
    var second = job
    (second.ordinal, second.started) = (2, 95)
    #expect(progress.share(running: [second], now: 100) == 3.0 / 9)
    let late: Double = 2 + 0.95 * 4
    #expect(progress.share(running: [second], now: 1000) == late / 9)
    #expect(progress.count == "1 of 4")
    // A failure is no work done, and none that is left.
    second.status = .failed
    progress.add(second)
    #expect(progress.share(running: [], now: 0) == 2.0 / 5)
    #expect((progress.failed, progress.count) == (1, "2 of 4"))
    progress.expect([3])
    #expect(progress.share(running: [], now: 0) == 2.0 / 3)
    progress.expect([])
    #expect(progress.share(running: [], now: 0) == 1)
    #expect(BatchProgress(open: [], bytes: [:]).share(running: [], now: 0) == 1)
  }

  @Test func durationsAreRead() {
    #expect(BatchText.duration(3.21) == "3.2 s")
    #expect(BatchText.duration(725) == "12:05 min")
    #expect(BatchText.duration(10_920) == "3:02 h")
  }
}
