import Foundation
import Rasters
import TestSupport
import Testing

@testable import Files

/// Files appear whole or not at all.
@Suite struct TemporaryNameTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func namesLieBesideAndAreHidden() {
    let names = (0..<100).map { _ in TemporaryName.beside("/data/out/units.tif") }
    #expect(Set(names).count == 100)
    for name in names {
      #expect(name.hasPrefix("/data/out/.units.tif.tmp-\(getpid())-"))
    }
  }

  @Test func writesAndReplaces() throws {
    let path = folder.file("a.txt")
    try TemporaryName.write("one", to: path)
    try TemporaryName.write("two", to: path)
    #expect(try Files.text(path) == "two")
    #expect(Files.names(in: folder.path) == ["a.txt"])
  }

  @Test func failureLeavesNothing() throws {
    let taken = try folder.folder("taken")
    try folder.write("", to: "taken/full")
    #expect(throws: Failure.self) { try TemporaryName.write("text", to: taken) }
    #expect(Files.names(in: folder.path) == ["taken"])
    #expect(throws: Failure.self) {
      try TemporaryName.write("text", to: folder.file("missing/a.txt"))
    }
    #expect(Files.names(in: folder.path) == ["taken"])
  }

  @Test func missingTemporaryFileIsAnError() {
    let missing = folder.file(".x.tmp-1-1")
    #expect(throws: Failure.self) { try TemporaryName.commit(missing, as: folder.file("x")) }
    #expect(Files.names(in: folder.path).isEmpty)
  }

  /// A finished file that cannot take its name leaves neither name nor temporary file.
  @Test func aNameThatIsTakenByAFolderLeavesNothing() throws {
    let target = try folder.folder("map.tif")
    try folder.write("", to: "map.tif/inside")
    let temporary = try folder.write("new", to: ".map.tif.tmp-1-1")
    let error = try #require(throws: Failure.self) {
      try TemporaryName.commit(temporary, as: target)
    }
    #expect(error.description.hasPrefix("cannot name the finished file '\(target)': "))
    #expect(Files.names(in: folder.path) == ["map.tif"])
    #expect(Files.names(in: target) == ["inside"])
  }

  @Test func foldersAreMadeWithThoseAbove() throws {
    let deep = folder.file("a/b c/d")
    try TemporaryName.makeFolder(deep)
    try TemporaryName.makeFolder(deep)
    var isFolder: ObjCBool = false
    #expect(FileManager.default.fileExists(atPath: deep, isDirectory: &isFolder))
    #expect(isFolder.boolValue)
  }

  @Test func aFolderUnderAFileCannotBeMade() throws {
    try folder.write("", to: "file")
    let path = folder.file("file/a/b")
    #expect(throws: Failure("cannot make the folder '\(folder.file("file/a"))': Not a directory")) {
      try TemporaryName.makeFolder(folder.file("file/a"))
    }
    #expect(throws: Failure.self) { try TemporaryName.makeFolder(path) }
    #expect(Files.names(in: folder.path) == ["file"])
  }

  /// Full and broken disks fail a job; a folder that cannot be flushed does not.
  @Test(arguments: [
    (ENOSPC, true), (EDQUOT, true), (EFBIG, true), (EIO, true), (EROFS, true), (ESTALE, true),
    (EACCES, false), (EINVAL, false), (ENOTSUP, false), (EPERM, false), (0, false),
  ])
  func disksAreToldFromPermissions(_ code: Int32, _ isDisk: Bool) {
    #expect(TemporaryName.isDiskError(code) == isDisk)
  }

  @Test func reasonsAreTheSystemsOwnWords() throws {
    let missing = URL(fileURLWithPath: folder.file("none"))
    let error = try #require(throws: (any Error).self) { try Data(contentsOf: missing) }
    #expect(TemporaryName.reason(of: error) == "No such file or directory")
  }
}
