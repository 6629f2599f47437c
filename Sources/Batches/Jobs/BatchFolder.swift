import Files
import Foundation
import Rasters
import Settings

/// The folder of a batch and the names in it.
struct BatchFolder: Sendable {
  /// Absolute.
  let path: String

  /// Names that no scene's folder may have.
  static let reserved: Set<String> = [
    "batch.sqlite", "batch.sqlite-wal", "batch.sqlite-shm", "batch.sqlite-journal", "batch.csv",
    "report.html", "logs", "scenes", "model", "model.safetensors",
  ]

  init(_ typed: String) throws {
    guard !typed.isEmpty else { throw Failure.usage("the folder of the batch has no name") }
    path = SceneList.absolute(typed)
  }

  var page: String { path + "/report.html" }
  var table: String { path + "/batch.csv" }
  /// The model of a fit on all scenes.
  var model: String { path + "/model.safetensors" }
  func results(_ name: String) -> String { path + "/" + name }
  func log(_ name: String) -> String { path + "/logs/\(name).log" }
  /// A template that has been filled in.
  func scene(_ name: String) -> String { path + "/scenes/\(name).yaml" }

  /// Makes it where it is not there.
  func make() throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
      throw Failure.usage("'\(path)' is a file; \(JobSettings.out) must name a folder")
    }
    try Self.make(path)
    try Self.make(path + "/logs")
  }

  /// Refuses files of others that have the names of the batch's report, in a
  /// folder that holds no batch yet, which its `store` shows.
  func checkNew(but store: String) throws {
    func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
    guard !isThere(path + "/" + store) else { return }
    guard let other = [page, table].first(where: isThere) else { return }
    throw Failure.usage(
      "'\(other)' is of something else, and the report of the batch would take its place: "
        + "\(JobSettings.out) must name another folder", code: .exists, path: other)
  }

  static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure("cannot make the folder '\(path)': \(TemporaryName.reason(of: error))")
    }
  }

  /// Takes away what a run of a job that is no more has left half-written.
  func sweep(_ name: String) {
    let folder = results(name)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for entry in names where entry.hasPrefix(".") && entry.contains(".tmp-") {
      try? FileManager.default.removeItem(atPath: folder + "/" + entry)
    }
    // Succeeds where nothing is left in it.
    rmdir(folder)
  }
}
