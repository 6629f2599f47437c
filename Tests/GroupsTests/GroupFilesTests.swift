import Foundation
import Jobs
import Rasters
import TestSupport
import Testing

@testable import Groups

/// Pictures of groups that a run may take away.
@Suite struct GroupFilesTests {
  private let folder: TemporaryFolder
  private let out: String

  init() throws {
    folder = try TemporaryFolder()
    out = folder.file("out")
    _ = try folder.folder("out")
    _ = try folder.folder("out/groups")
    for name in ["01.png", "02.png", "99.png"] { try folder.write("old", to: "out/groups/" + name) }
    try folder.write(
      #"{"outputs": ["groups/01.png", "groups/02.png", "../groups/1.png", "groups/x.png"]}"#,
      to: "out/run.json")
  }

  /// Those that the report of the earlier run names; 99.png is somebody's.
  @Test func onlyReportedPicturesGo() throws {
    let files = try GroupFiles(out, overwrite: true)
    _ = try folder.folder("out/" + URL(fileURLWithPath: files.folder).lastPathComponent + "/groups")
    for name in ["groups/01.png", "catalog.csv", "overview.png", "run.json"] {
      try Data("new".utf8).write(to: URL(fileURLWithPath: files.file(name)))
    }
    try files.publish()
    #expect(Files.names(in: out + "/groups") == ["01.png", "99.png"])
    #expect(try Files.text(out + "/groups/01.png") == "new")
    #expect(try Files.text(out + "/groups/99.png") == "old")
  }

  @Test func aFolderOfThatNameIsRefused() throws {
    _ = try folder.folder("out/groups/05.png")
    try folder.write("precious", to: "out/groups/05.png/thesis.txt")
    let error = try #require(throws: Failure.self) {
      try GroupFiles.check(out, overwrite: true, inputs: [])
    }
    #expect(error.description.contains("groups/05.png' is a folder where a result is to be"))
    #expect(Files.names(in: out + "/groups/05.png") == ["thesis.txt"])
  }

  @Test func picturesAreNotReplacedUnasked() throws {
    try FileManager.default.removeItem(atPath: out + "/run.json")
    let error = try #require(throws: Failure.self) {
      try GroupFiles.check(out, overwrite: false, inputs: [])
    }
    #expect(error.description == "'\(out)' already holds groups; add overwrite to replace them")
  }
}
