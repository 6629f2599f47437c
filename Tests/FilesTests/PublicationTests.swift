import Foundation
import Rasters
import TestSupport
import Testing

@testable import Files

/// Files of a result take their places together or not at all.
@Suite struct PublicationTests {
  private let folder: TemporaryFolder
  private let out: String
  private let aside: String

  init() throws {
    folder = try TemporaryFolder()
    out = try folder.folder("out")
    _ = try folder.folder("staging")
    aside = folder.file("staging/.earlier")
  }

  private func publication(_ names: [String], gone: [String] = []) -> Publication {
    Publication(
      names.map { (from: folder.file("staging/" + $0), to: out + "/" + $0) },
      gone: gone.map { out + "/" + $0 }, aside: aside)
  }

  private func stage(_ names: String...) throws {
    for name in names { try folder.write("new " + name, to: "staging/" + name) }
  }

  private func place(_ names: String...) throws {
    for name in names { try folder.write("old " + name, to: "out/" + name) }
  }

  /// What lies in the folder of results, file by file.
  private var results: [String: String] {
    Dictionary(
      uniqueKeysWithValues: Files.names(in: out).map {
        ($0, (try? Files.text(out + "/" + $0)) ?? "")
      })
  }

  @Test func newFilesReplaceAndOldOnesGo() throws {
    try stage("map", "table", "run")
    try place("map", "run", "stale", "notes")
    try publication(["map", "table", "run"], gone: ["stale", "never"]).run()
    #expect(
      results == ["map": "new map", "table": "new table", "run": "new run", "notes": "old notes"])
    #expect(Files.names(in: folder.file("staging")).isEmpty)
  }

  /// A file that is not there is found out before anything moves.
  @Test func aMissingFileMovesNothing() throws {
    try stage("map")
    try place("map", "run", "stale")
    #expect(throws: Failure.self) {
      try publication(["map", "run"], gone: ["stale"]).run()
    }
    #expect(results == ["map": "old map", "run": "old run", "stale": "old stale"])
    #expect(Files.names(in: folder.file("staging")) == ["map"])
  }

  /// The last of three cannot take its place: what had moved moves back, what was there before is
  /// there again.
  @Test func aFailureInTheMiddlePutsAllBack() throws {
    try stage("a", "b", "c")
    try place("a", "stale")
    let lost = Publication(
      [
        (folder.file("staging/a"), out + "/a"), (folder.file("staging/b"), out + "/b"),
        (folder.file("staging/c"), out + "/none/c"),
      ], gone: [out + "/stale"], aside: aside)
    let error = try #require(throws: Failure.self) { try lost.run() }
    #expect(
      error.description
        == "cannot name the finished file '\(out)/none/c': No such file or directory")
    #expect(results == ["a": "old a", "stale": "old stale"])
    #expect(!Files.exists(aside))
  }

  /// Without a folder to put earlier files aside nothing is replaced.
  @Test func withoutRoomAsideNothingIsReplaced() throws {
    try stage("map")
    try place("map")
    try folder.write("", to: "staging/.earlier")
    let error = try #require(throws: Failure.self) { try publication(["map"]).run() }
    #expect(error.description == "cannot replace '\(out)/map': File exists")
    #expect(results == ["map": "old map"])
  }

  /// What is in a folder that has the name of a result, or of a file that is to go, stays, and so
  /// does all else.
  @Test(arguments: ["map", "stale"]) func foldersAreNotReplaced(_ name: String) throws {
    try stage("map", "run")
    try place("run")
    _ = try folder.folder("out/" + name)
    try folder.write("precious", to: "out/\(name)/thesis.txt")
    let error = try #require(throws: Failure.self) {
      try publication(["map", "run"], gone: ["stale"]).run()
    }
    #expect(
      error.description
        == "'\(out)/\(name)' is a folder where a result is to be written: move it away")
    #expect(try Files.text(out + "/\(name)/thesis.txt") == "precious")
    #expect(try Files.text(out + "/run") == "old run")
    #expect(Files.names(in: folder.file("staging")) == ["map", "run"])
  }

  /// A link is replaced, not what it leads to.
  @Test func linksAreReplaced() throws {
    try stage("map")
    _ = try folder.folder("elsewhere")
    try folder.write("mine", to: "elsewhere/notes")
    try FileManager.default.createSymbolicLink(
      atPath: out + "/map", withDestinationPath: folder.file("elsewhere"))
    try publication(["map"]).run()
    #expect(results == ["map": "new map"])
    #expect(Files.names(in: folder.file("elsewhere")) == ["notes"])
  }

  /// The file that says that the others are complete is the first to go and the last to come:
  /// whoever is killed in between leaves results without it.
  @Test func completionIsSaidLast() throws {
    try stage("map", "table", "run")
    try place("map", "run", "stale")
    let moves = try FolderWatch.moves(in: out) {
      try publication(["map", "table", "run"], gone: ["stale"]).run()
    }
    #expect(moves == ["-run", "-map", "-stale", "+map", "+table", "+run"])
  }
}
