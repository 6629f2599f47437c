import Foundation
import Rasters
import TestSupport
import Testing

@testable import Jobs

/// Results of a run come together, and what a killed run left goes.
@Suite struct StagedFolderTests {
  private let folder: TemporaryFolder
  private let out: String
  private static let names = ["map", "run"]

  init() throws {
    folder = try TemporaryFolder()
    out = folder.file("out")
  }

  private func staged(overwrite: Bool = false) throws -> StagedFolder {
    try StagedFolder(out, names: Self.names, overwrite: overwrite)
  }

  private func write(_ text: String, _ names: [String], to staged: StagedFolder) throws {
    for name in names {
      try text.write(toFile: staged.file(name), atomically: false, encoding: .utf8)
    }
  }

  @Test func resultsAppearTogether() throws {
    let staged = try staged()
    try write("new", ["map", "run"], to: staged)
    #expect(Files.names(in: out).allSatisfy { $0.hasPrefix(".results.tmp-") })
    try staged.publish(Self.names, keeping: [])
    #expect(Files.names(in: out) == Self.names)
  }

  @Test func anotherRunReplacesAllOfTheFirst() throws {
    let first = try staged()
    try write("first", ["map", "run"], to: first)
    try first.publish(Self.names, keeping: [])
    try folder.write("mine", to: "out/notes.txt")
    let second = try staged(overwrite: true)
    try write("second", ["run"], to: second)
    try second.publish(Self.names, keeping: [])
    #expect(Files.names(in: out) == ["notes.txt", "run"])
    #expect(try Files.text(out + "/run") == "second")
    let third = try staged(overwrite: true)
    try write("third", ["map"], to: third)
    try third.publish(Self.names, keeping: ["run"])
    #expect(Files.names(in: out) == ["map", "notes.txt", "run"])
    #expect(try Files.text(out + "/run") == "second")
  }

  @Test func resultsAreNotReplacedUnasked() throws {
    _ = try folder.folder("out")
    try folder.write("old", to: "out/run")
    let error = try #require(throws: Failure.self) { try staged() }
    #expect(error.description == "'\(out)' already holds run; add overwrite to replace them")
    #expect(error.code == .exists && error.exitCode == 2)
    #expect(Files.names(in: out) == ["run"])
  }

  @Test func aFolderWithTheNameOfAResultIsNoResult() throws {
    _ = try folder.folder("out")
    _ = try folder.folder("out/map")
    try folder.write("precious", to: "out/map/thesis.txt")
    let error = try #require(throws: Failure.self) { try staged(overwrite: true) }
    #expect(
      error.description
        == "'\(out)/map' is a folder where a result is to be written: move it away")
    #expect(error.exitCode == 2)
    #expect(Files.names(in: out + "/map") == ["thesis.txt"])
  }

  /// Two jobs that began when the folder was empty, or held the same results: the first to end
  /// keeps them.
  @Test(arguments: [false, true]) func theFirstOfTwoJobsKeepsTheFolder(_ overwrite: Bool) throws {
    if overwrite {
      let before = try staged()
      try write("before", ["map", "run"], to: before)
      try before.publish(Self.names, keeping: [])
    }
    let jobs = try [staged(overwrite: overwrite), staged(overwrite: overwrite)]
    for (index, job) in jobs.enumerated() { try write("job \(index)", Self.names, to: job) }
    try jobs[1].publish(Self.names, keeping: [])
    let error = try #require(throws: Failure.self) { try jobs[0].publish(Self.names, keeping: []) }
    _ = jobs[0].abandon(error)
    #expect(
      error.description
        == "'\(out)/map' has been written by another job while this one ran: its results stay, "
        + "those of this job are given up")
    #expect(error.code == .exists && error.path == out + "/map")
    #expect(try Files.text(out + "/run") == "job 1")
    #expect(Files.names(in: out) == Self.names)
  }

  /// What somebody edited meanwhile is left as it is; statistics beside a raster are nobody's.
  @Test func aKeptFileThatChangedStays() throws {
    _ = try folder.folder("out")
    try folder.write("old", to: "out/names")
    let staged = try staged()
    try write("new", ["map", "run", "names", "map.aux.xml"], to: staged)
    try folder.write("edited by hand", to: "out/names")
    try folder.write("statistics", to: "out/map.aux.xml")
    try staged.publish(["map.aux.xml", "names"] + Self.names, keeping: ["names"])
    #expect(Files.names(in: out) == ["map", "map.aux.xml", "names", "run"])
    #expect(try Files.text(out + "/names") == "edited by hand")
    #expect(try Files.text(out + "/map.aux.xml") == "new")
  }

  /// What an error says is about the files of the result, not about hidden ones.
  @Test func aRunThatFailsLeavesNothing() throws {
    let staged = try staged()
    try write("new", ["map"], to: staged)
    let error = staged.abandon(Failure("cannot write '\(staged.file("map"))': no room"))
    #expect("\(error)" == "cannot write '\(out)/map': no room")
    #expect(!Files.exists(out))
  }

  @Test func aFolderThatWasThereStays() throws {
    _ = try folder.folder("out")
    try folder.write("mine", to: "out/notes.txt")
    let staged = try staged()
    try write("new", ["map"], to: staged)
    _ = staged.abandon(Failure("x"))
    #expect(Files.names(in: out) == ["notes.txt"])
  }

  @Test func aFileIsNoFolder() throws {
    try folder.write("", to: "out")
    #expect(throws: Failure.self) { try staged() }
    #expect(throws: Failure.self) { try StagedFolder("", names: [], overwrite: false) }
  }

  /// Hidden folders of processes that are no more go; those of living ones stay, and so does what
  /// looks otherwise.
  @Test func theHiddenFoldersOfKilledRunsGo() throws {
    let dead = ".results.tmp-\(Self.deadProcess)-abc"
    let living = ".results.tmp-\(getppid())-abc"
    for name in [dead, living, ".other.tmp-1-abc"] { _ = try folder.folder("out/" + name) }
    try folder.write("half", to: "out/\(dead)/map")
    let staged = try staged()
    let names = Files.names(in: out)
    #expect(!names.contains(dead))
    #expect(names.contains(living) && names.contains(".other.tmp-1-abc"))
    _ = staged.abandon(Failure("x"))
  }

  /// A folder that a process on another machine works in has a number that means nothing here: its
  /// lock tells.
  @Test func aLockedFolderStays() throws {
    let name = ".results.tmp-\(Self.deadProcess)-abc"
    let path = try folder.folder("out/" + name)
    do {
      let lock = FolderLock(path)
      #expect(!FolderLock.isAbandoned(path))
      _ = try staged().abandon(Failure("x"))
      #expect(Files.names(in: out) == [name])
      withExtendedLifetime(lock) {}
    }
    #expect(FolderLock.isAbandoned(path))
    #expect(!FolderLock.isAbandoned(folder.file("none")))
  }

  /// Above the largest number that Linux gives to a process.
  private static let deadProcess = 1 << 22 + 1
}
