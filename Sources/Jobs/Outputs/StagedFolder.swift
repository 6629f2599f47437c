import Files
import Foundation
import Rasters
import Settings

/// A folder of results whose files are written into a hidden folder inside it
/// and take their places together: a run that fails leaves nothing, and results
/// of two runs are never mixed.
package struct StagedFolder {
  package let path: String
  private let hidden: StagingFolder
  private let absolute: String
  private let created: Bool
  private let lock: FolderLock
  private let before: FolderStates

  /// Makes the folder; refuses one that holds results unless told to overwrite
  /// them. Takes away what a run that was killed left in it.
  ///
  /// - Parameters:
  ///   - names: of results.
  ///   - folders: inside the folder, in which results lie.
  package init(_ path: String, names: [String], folders: [String] = [], overwrite: Bool) throws {
    self.path = path
    absolute = URL(fileURLWithPath: path).path
    created = try !Self.check(path, names: names, overwrite: overwrite)
    before = FolderStates(absolute, folders: folders)
    if created { try Self.make(path) }
    do {
      if created { try TemporaryName.synchroniseFolder(of: absolute) }
      hidden = try Self.stage(in: absolute, typed: path)
      lock = FolderLock(hidden.path)
    } catch {
      if created { rmdir(path) }
      throw error
    }
  }

  private static func stage(in absolute: String, typed path: String) throws -> StagingFolder {
    sweep(path)
    return try StagingFolder(
      beside: absolute + "/" + hiddenName, place: absolute,
      refusal: "the folder '\(path)' cannot be written to")
  }

  private static let hiddenName = "results"

  /// Where files are until they take their places.
  package var staging: String { hidden.path }

  /// Whether the folder is there already; throws where a run into it would be
  /// refused.
  @discardableResult
  package static func check(_ path: String, names: [String], overwrite: Bool) throws -> Bool {
    guard !path.isEmpty else { throw Failure.usage("\(JobSettings.out) is empty") }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, !isFolder.boolValue {
      throw Failure.usage("'\(path)' is a file; \(JobSettings.out) must name a folder")
    }
    let there = names.filter { FileManager.default.fileExists(atPath: path + "/" + $0) }
    guard overwrite || there.isEmpty else {
      throw Failure.usage(
        "'\(path)' already holds \(there.joined(separator: ", ")); add "
          + "\(JobSettings.overwrite) to replace them", code: .exists, path: path)
    }
    try Publication.check(names.map { path + "/" + $0 })
    return exists
  }

  /// With the system's own words where it cannot.
  package static func make(_ path: String) throws { try TemporaryName.makeFolder(path) }

  /// Hidden folders of runs that are no more.
  private static func sweep(_ folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".\(hiddenName).tmp-") {
      let place = folder + "/" + name
      guard FolderLock.isAbandoned(place) else { continue }
      try? FileManager.default.removeItem(atPath: place)
    }
  }

  /// Where a file is written until ``publish(_:keeping:)``.
  package func file(_ name: String) -> String { hidden.file(name) }

  /// Where a file is in the end.
  package func place(_ name: String) -> String { absolute + "/" + name }

  /// Moves finished files to their places together, in the order of their
  /// names, of which the last says that the others are complete; takes away
  /// what an earlier run left, but for the names in `kept`. Where that fails,
  /// the earlier files stay, and so do files that somebody else has written
  /// since the job began: then it throws, but for names in `kept`, which are
  /// left as they are.
  ///
  /// - Parameter names: may have a folder before them, which is made.
  package func publish(_ names: [String], keeping kept: Set<String>) throws {
    let turn = PublicationTurn(absolute)
    defer { withExtendedLifetime(turn) {} }
    let ours = try unchanged(names, keeping: kept)
    let made = ours.filter { FileManager.default.fileExists(atPath: file($0)) }
    let gone = ours.filter { !made.contains($0) && !kept.contains($0) }
    let folders = Set(names.compactMap { $0.split(separator: "/").dropLast().first })
    for folder in folders where made.contains(where: { $0.hasPrefix(folder + "/") }) {
      try Self.make(place(String(folder)))
    }
    defer { for folder in folders { rmdir(place(String(folder))) } }
    try Publication(
      made.map { (from: file($0), to: place($0)) }, gone: gone.map(place),
      aside: file(".earlier")
    ).run()
    for folder in folders { rmdir(file(String(folder))) }
    for name in names where kept.contains(name) { unlink(file(name)) }
    rmdir(staging)
    unlink(place(FitCheckpoint.name))
  }

  /// The names whose places are as they were when the job began.
  private func unchanged(_ names: [String], keeping kept: Set<String>) throws -> [String] {
    let changed = names.filter { before.hasChanged($0) }
    if let other = changed.first(where: { !kept.contains($0) }) {
      throw Failure.writtenMeanwhile(place(other))
    }
    return names.filter { !changed.contains($0) }
  }

  /// Takes away what this run wrote; returns the error with the names that
  /// files would have had.
  package func abandon(_ error: any Error) -> any Error {
    hidden.remove()
    if created { rmdir(path) }
    return hidden.named(error)
  }
}

/// Says that a folder is being worked in, for as long as its owner lives: the
/// lock goes with the process, however that ends.
final class FolderLock {
  private let descriptor: Int32

  init(_ folder: String) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 { flock(descriptor, LOCK_SH | LOCK_NB) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether the owner of a folder is no more. Where that cannot be told, as on
  /// some file systems of networks, it is taken to live.
  static func isAbandoned(_ folder: String) -> Bool {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return !belongsToLiving(folder) && flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }

  /// A process of this machine may not have got to its lock yet.
  private static func belongsToLiving(_ folder: String) -> Bool {
    let number = folder.components(separatedBy: ".tmp-").last?.split(separator: "-").first
    guard let process = number.flatMap({ Int32($0) }) else { return false }
    return kill(process, 0) == 0 || errno == EPERM
  }
}
