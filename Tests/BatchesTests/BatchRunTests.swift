import Foundation
import Jobs
import Rasters
import Settings
import Synchronization
import TestSupport
import Testing

@testable import Batches

@Suite struct BatchRunTests {
  @Test func brokenScenesFailAloneAndAreNamed() throws {
    let batch = try BatchFixture(["a", "b", "bad", "c", "d", "wrong"])
    let status = try batch.run()
    #expect(status.text == "a done, b done, bad failed, c done, d done, wrong failed")
    #expect(status.scene("bad")?.error == "it is bad")
    #expect(status.scene("bad")?.exitCode == 1)
    #expect(status.scene("wrong")?.exitCode == 2)
    #expect(status.scenes.allSatisfy { $0.attempts == 1 })
    #expect((status.scene("a")?.peakBytes ?? 0) > 100_000)
    #expect(status.failure?.exitCode == 3)
    #expect(status.failure?.description.hasPrefix("2 of 6 scenes failed: bad, wrong; ") == true)
    #expect(try Files.text(batch.out + "/logs/bad.log").contains("facies: it is bad"))
    #expect(Files.names(in: batch.out + "/bad").isEmpty)
    #expect(Files.names(in: batch.out + "/a") == ["run.json"])
  }

  @Test func finishedScenesAreLeftAndFailedOnesTriedAgain() throws {
    let batch = try BatchFixture(["a", "bad", "c"])
    try batch.run()
    try batch.forgetTally()
    #expect(try batch.run().text == "a done, bad failed, c done")
    #expect(try batch.tally() == ["run bad.yaml"])
    try batch.forgetTally()
    #expect(try Batch.resume(batch.options()).failed == 1)
    #expect(try batch.tally().isEmpty)
    #expect(try Batch.retry(batch.options()).failed == 1)
    #expect(try batch.tally() == ["run bad.yaml"])
  }

  @Test func whatHasChangedIsDoneAgain() throws {
    let batch = try BatchFixture(["a", "b", "c", "d"])
    try batch.run()
    try batch.forgetTally()
    try batch.scene("b", more: "units: 3")
    try batch.folder.write("other pixels", to: "scenes/c.tif")
    try FileManager.default.removeItem(atPath: batch.out + "/d/run.json")
    #expect(try Batch.resume(batch.options()).done == 4)
    #expect(try batch.tally() == ["run b.yaml", "run c.yaml", "run d.yaml"])
  }

  /// Other contents under the same name, size and time of change.
  @Test(arguments: [40, 300_000])
  func aReplacedFileIsNoticed(_ bytes: Int) throws {
    let batch = try BatchFixture(["a", "b"])
    let image = batch.scenes + "/a.tif"
    let old = Date(timeIntervalSince1970: 1_700_000_000)
    func fill(_ letter: UInt8) throws {
      try Data(repeating: letter, count: bytes).write(to: URL(fileURLWithPath: image))
      try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: image)
    }
    try fill(1)
    try batch.run()
    try batch.forgetTally()
    try fill(1)
    #expect(try Batch.resume(batch.options()).done == 2)
    #expect(try batch.tally() == [])
    try fill(2)
    #expect(try Batch.resume(batch.options()).done == 2)
    #expect(try batch.tally() == ["run a.yaml"])
  }

  /// Every input counts, of scenes with several of them too.
  @Test func everyInputOfAStackIsLookedAt() throws {
    let batch = try BatchFixture([])
    for name in ["s2.tif", "dem.tif", "lakes.gpkg"] {
      try batch.folder.write("x", to: "scenes/\(name)")
    }
    try batch.folder.write(
      """
      inputs: [{name: s2, input: s2.tif}, {name: dem, terrain: dem.tif}]
      grid: first
      masks: [{inside: lakes.gpkg}]

      """, to: "scenes/both.yaml")
    try batch.run()
    for name in ["s2.tif", "dem.tif", "lakes.gpkg"] {
      try batch.forgetTally()
      try batch.folder.write("y\(name)", to: "scenes/\(name)")
      #expect(try Batch.resume(batch.options()).done == 1)
      #expect(try batch.tally() == ["run both.yaml"], "\(name)")
    }
  }

  /// A few changed bytes in the middle of a large file that keeps its time: found by
  /// the checksums in run.json.
  @Test func allOfAnInputIsCheckedOnDemand() throws {
    let batch = try BatchFixture(["a", "b"])
    let image = URL(fileURLWithPath: batch.scenes + "/a.tif")
    let old = Date(timeIntervalSince1970: 1_700_000_000)
    var pixels = Data(repeating: 7, count: 1_000_000)
    func store() throws {
      try pixels.write(to: image)
      try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: image.path)
    }
    try store()
    try batch.run()
    let sum = FileDigest.sha256(of: image.path) ?? ""
    for name in ["a", "b"] {
      try batch.folder.write(
        name == "a"
          ? "{\"inputs\": [{\"path\": \"\(image.path)\", \"sha256\": \"\(sum)\"}]}"
          : "{\"inputs\": []}", to: "out/\(name)/run.json")
    }
    try batch.forgetTally()
    #expect(try Batch.resume(batch.options { $0.checksInputs = true }).done == 2)
    #expect(try batch.tally() == [])
    pixels[100_003] ^= 1
    try store()
    #expect(try Batch.resume(batch.options()).done == 2)
    #expect(try batch.tally() == [])
    #expect(try Batch.resume(batch.options { $0.checksInputs = true }).done == 2)
    #expect(try batch.tally() == ["run a.yaml"])
  }

  @Test func newScenesJoinABatch() throws {
    let batch = try BatchFixture(["a"])
    try batch.run()
    try batch.scene("b")
    try batch.forgetTally()
    #expect(try batch.run().text == "a done, b done")
    #expect(try batch.tally() == ["run b.yaml"])
  }

  @Test func scenesAreTriedAgainAsOftenAsWished() throws {
    let batch = try BatchFixture(["bad", "flaky", "wrong"])
    let status = try batch.run { $0.retries = 2 }
    #expect(status.text == "bad failed, flaky done, wrong failed")
    #expect(status.scenes.map(\.attempts) == [3, 2, 1])
    #expect(status.scene("bad")?.error == "it is bad")
    #expect(status.scene("flaky")?.error == nil)
  }

  @Test func theFirstFailureMayEndIt() throws {
    let batch = try BatchFixture(["a", "bad", "hang", "z"])
    let status = try batch.run { $0.failsFast = true }
    #expect(status.text == "a done, bad failed, hang pending, z pending")
    #expect(status.failure?.exitCode == 3)
  }

  @Test func whatWasKilledIsResumed() throws {
    let batch = try BatchFixture(["a", "bad", "killed"])
    let status = try batch.run()
    #expect(status.scene("killed")?.error == "ended by signal 9 (Killed)")
    #expect(status.scene("killed")?.exitCode == 137)
    #expect(Files.names(in: batch.out + "/killed").isEmpty)
    try batch.forgetTally()
    _ = try Batch.resume(batch.options())
    #expect(try batch.tally() == ["run killed.yaml"])
  }

  @Test func aJobThatTakesTooMuchMemoryFailsAlone() throws {
    let batch = try BatchFixture(["a", "hungry"])
    let status = try batch.run { $0.memory = 40 << 20 }
    #expect(status.text == "a done, hungry failed")
    let error = status.scene("hungry")?.error ?? ""
    #expect(error.hasPrefix("stopped: it took "))
    #expect(
      error.hasSuffix("its share is 20.0 MB; give the batch more memory or fewer jobs at a time"))
    #expect(status.scene("hungry")?.budgetBytes == 20 << 20)
  }

  @Test(arguments: ["hang", "deaf"])
  func anInterruptedBatchStopsSoonAndGoesOn(_ name: String) throws {
    struct Stop: Error {}
    let batch = try BatchFixture([name, "z"])
    let begun = batch.out + "/\(name)"
    let noticed = Mutex<Date?>(nil)
    let control = RunControl(checkpoint: {
      guard Files.exists(begun) else { return }
      noticed.withLock { $0 = Date() }
      throw Stop()
    })
    #expect(throws: Stop.self) { try batch.run(control: control) { $0.jobs = 1 } }
    let since = noticed.withLock { $0 }.map { Date().timeIntervalSince($0) } ?? .infinity
    #expect(since < 2)
    let status = try Batch.status(folder: batch.out)
    #expect(status.text == "\(name) pending, z pending")
    #expect(Files.names(in: begun).isEmpty)
  }

  @Test func resultsThatAreNotOfTheBatchAreNotOverwritten() throws {
    let batch = try BatchFixture(["a"])
    try batch.run()
    #expect(try !Files.text(batch.out + "/logs/a.log").contains("--overwrite"))
    try batch.scene("a", more: "units: 4")
    try batch.run()
    #expect(try Files.text(batch.out + "/logs/a.log").contains("--overwrite"))
  }

  @Test func aWrongCallLeavesNothing() throws {
    let batch = try BatchFixture(["a"])
    #expect(
      throws: Failure.outOfRange(BatchOptions.jobs.name, found: "0", allowed: "from 1 to 256")
    ) {
      try batch.run { $0.jobs = 0 }
    }
    #expect(
      throws: Failure.outOfRange(BatchOptions.retries.name, found: "101", allowed: "from 0 to 100")
    ) {
      try batch.run { $0.retries = 101 }
    }
    #expect(throws: Failure.usage("no scene is named")) { try batch.run(BatchRequest(scenes: [])) }
    #expect(!Files.exists(batch.out))
    #expect(
      throws: Failure.usage("'\(batch.out)' holds no batch: there is no batch.sqlite in it")
    ) {
      try Batch.resume(batch.options())
    }
  }
}
