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
