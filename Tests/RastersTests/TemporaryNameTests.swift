import Files
import Foundation
import TestSupport
import Testing

@testable import Rasters

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
}
