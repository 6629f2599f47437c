import Foundation
import Jobs
import Rasters
import TestSupport
import Testing

@testable import CodedCutouts

/// Which files of a folder of cutouts a new run may replace.
@Suite struct CutoutFolderTests {
  private let folder: TemporaryFolder
  private let out: String

  init() throws {
    folder = try TemporaryFolder()
    out = folder.file("out")
  }

  private func fill(_ target: CutoutFolder, _ text: String, cutouts: [String]) throws {
    try FileManager.default.createDirectory(
      atPath: target.file("files"), withIntermediateDirectories: false)
    for name in cutouts.map({ "files/" + $0 }) + ["cutouts.json", "catalog.fits"] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: target.file(name)))
    }
    let table = "id,file\n" + cutouts.map { "a,files/\($0)\n" }.joined() + "b,\n"
    try Data(table.utf8).write(to: URL(fileURLWithPath: target.file("catalog.csv")))
  }

  private func make(_ text: String, _ cutouts: [String], overwrite: Bool = false) throws {
    let target = try CutoutFolder(out, overwrite: overwrite)
    try fill(target, text, cutouts: cutouts)
    try target.publish()
  }

  @Test func anotherRunReplacesAllOfTheFirst() throws {
    try make("first", ["1.fits", "2.fits"])
    try make("second", ["3.png"], overwrite: true)
    #expect(Files.names(in: out + "/files") == ["3.png"])
    #expect(Files.names(in: folder.path) == ["out"])
    #expect(try Files.text(out + "/cutouts.json") == "second")
  }

  /// Beside the table, among the cutouts, in a folder, or a folder that has a cutout's name.
  @Test(arguments: ["notes.txt", "files/notes.txt", "files/extra/notes.txt", "files/9.fits/x"])
  func filesOfOthersStay(_ name: String) throws {
    try make("first", ["1.fits"])
    let place = URL(fileURLWithPath: out + "/" + name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try folder.write("mine", to: "out/" + name)
    let error = try #require(throws: Failure.self) {
      try make("second", ["3.png"], overwrite: true)
    }
    #expect(error.description.hasPrefix("'\(out)' holds what is none of its cutouts, '"))
    #expect(error.exitCode == 2)
    #expect(try Files.text(out + "/" + name) == "mine")
    #expect(try Files.text(out + "/files/1.fits") == "first")
    #expect(Files.names(in: folder.path) == ["out"])
  }

  /// The first of two jobs that began together keeps the folder.
  @Test(arguments: [false, true]) func theFirstOfTwoJobsKeepsTheFolder(_ overwrite: Bool) throws {
    if overwrite { try make("before", ["1.fits"]) }
    let jobs = try (0..<2).map { _ in try CutoutFolder(out, overwrite: overwrite) }
    for (index, job) in jobs.enumerated() { try fill(job, "job \(index)", cutouts: ["1.fits"]) }
    try jobs[1].publish()
    let error = try #require(throws: Failure.self) { try jobs[0].publish() }
    _ = jobs[0].abandon(error)
    #expect(error.description.contains("has been written by another job while this one ran"))
    #expect(try Files.text(out + "/cutouts.json") == "job 1")
    #expect(Files.names(in: folder.path) == ["out"])
  }

  /// Tables beside cutouts are no cutouts, where facies cutouts has written them.
  @Test func ownTablesAreNoObjects() throws {
    try make("first", ["1.fits", "2.fits"])
    #expect(CutoutFiles(in: out).names == ["files/1.fits", "files/2.fits"])
    #expect(CutoutFiles(in: folder.path).names == ["out/files/1.fits", "out/files/2.fits"])
    #expect(CutoutFiles(in: out).note == nil)
    try FileManager.default.removeItem(atPath: out + "/cutouts.json")
    #expect(CutoutFiles(in: out).names.contains("catalog.fits"))
  }
}
