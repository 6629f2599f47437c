internal import CSystem
import Files
import Foundation
import Jobs
import Rasters
import Settings

/// The folder of `facies cutouts`: made beside its place and moved there when
/// it is complete.
struct CutoutFolder {
  static let report = "cutouts.json"
  static let files = "files"

  static let table = "catalog.csv"
  static let binaryTable = "catalog.fits"
  static let cube = "cutouts.fits"

  let path: String
  private let typed: String
  private let overwrite: Bool
  /// The report of an earlier run when this one began.
  private let before: FileState
  private let staging: StagingFolder

  init(_ path: String, overwrite: Bool) throws {
    guard !path.isEmpty else { throw Failure.usage("\(JobSettings.out) is empty") }
    // What a link leads to is replaced, not the link.
    self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    (typed, self.overwrite) = (path, overwrite)
    before = FileState(self.path + "/" + Self.report)
    try Self.check(self.path, typed: path, overwrite: overwrite)
    staging = try StagingFolder(
      beside: self.path, place: self.path, refusal: "cannot make the folder '\(path)'")
  }

  /// Only a folder that this command has made is ever replaced, and only where
  /// nothing else has come into it.
  private static func check(_ path: String, typed: String, overwrite: Bool) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw Failure.usage("'\(typed)' is a file; \(JobSettings.out) must name a folder")
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard !names.isEmpty else { return }
    guard names.contains(report) else {
      throw Failure.usage(
        "'\(typed)' holds other files; \(JobSettings.out) must name a folder of its own")
    }
    guard overwrite else {
      throw Failure.usage(
        "'\(typed)' already holds cutouts; add \(JobSettings.overwrite) to replace them",
        code: .exists, path: typed)
    }
    let others = CutoutFolderContents(path).others
    guard let first = others.first else { return }
    throw Failure.usage(
      "'\(typed)' holds what is none of its cutouts, '\(first)'"
        + (others.count > 1 ? " and \(others.count - 1) more" : "")
        + ": move that away, or name another folder")
  }

  func file(_ name: String) -> String { staging.file(name) }

  func publish() throws {
    try synchronise()
    let turn = PublicationTurn(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    defer { withExtendedLifetime(turn) {} }
    try checkAgain()
    let old = TemporaryName.beside(path)
    // A folder that is empty, or not there, is replaced as it is.
    let hasOld = before != .absent
    guard !hasOld || rename(path, old) == 0, rename(staging.path, path) == 0 else {
      let reason = TemporaryName.systemReason
      if hasOld { rename(old, path) }
      throw Failure("cannot name the finished folder '\(path)': \(reason)")
    }
    if hasOld { CutoutFolderContents(old).remove() }
    try TemporaryName.synchroniseFolder(of: path)
  }

  /// Throws where somebody else has written to the folder since the job began.
  private func checkAgain() throws {
    guard FileState(path + "/" + Self.report) == before else {
      throw Failure.writtenMeanwhile(typed, results: "cutouts")
    }
    try Self.check(path, typed: typed, overwrite: overwrite)
  }

  /// All files at once: a call for each would be most of the work.
  private func synchronise() throws {
    let descriptor = open(staging.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, syncfs(descriptor) == 0 || !TemporaryName.isDiskError(errno) else {
      throw Failure("cannot flush '\(path)' to the disk: \(TemporaryName.systemReason)")
    }
  }

  /// Takes away what this run wrote; returns the error with the names that
  /// files would have had.
  func abandon(_ error: any Error) -> any Error {
    staging.remove()
    return staging.named(error)
  }
}
