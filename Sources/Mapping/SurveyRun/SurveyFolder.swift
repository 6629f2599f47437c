import Foundation
import Rasters

/// The folder of a survey's results. Files are written into a hidden folder
/// inside and take their places together, the report last: a run that fails
/// leaves nothing, and results of two runs are never mixed.
struct SurveyFolder {
  static let catalogues = ["catalog.fits", "catalog.vot", "catalog.csv", "catalog.gpkg"]
  static let page = "report.html"
  static let planes = "planes.png"
  static let map = "map.png"
  static let classes = "classes.yaml"
  static let model = "model.safetensors"
  static let denoised = "denoised.fits"
  static let report = "run.json"

  /// In the order in which they take their places.
  private static let names =
    catalogues + [GroupFiles.overview, planes, map, denoised, model, page, report]

  let path: String
  let staging: String
  private let absolute: String
  private let created: Bool

  init(_ path: String, overwrite: Bool) throws {
    self.path = path
    absolute = URL(fileURLWithPath: path).path
    created = try !Self.check(path, overwrite: overwrite)
    if created { try GroupFiles.make(path) }
    staging = TemporaryName.beside(absolute + "/results")
    guard mkdir(staging, 0o777) == 0 else {
      let reason = String(cString: strerror(errno))
      if created { rmdir(path) }
      throw Failure("the folder '\(path)' cannot be written to: \(reason)")
    }
  }

  /// Whether the folder is there already; throws where a run into it would be
  /// refused.
  @discardableResult
  static func check(_ path: String, overwrite: Bool) throws -> Bool {
    guard !path.isEmpty else { throw Failure.usage("--out is empty") }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, !isFolder.boolValue {
      throw Failure.usage("'\(path)' is a file; --out must name a folder")
    }
    let there = Self.names.filter { FileManager.default.fileExists(atPath: path + "/" + $0) }
    guard overwrite || there.isEmpty else {
      throw Failure.usage(
        "'\(path)' already holds \(there.joined(separator: ", ")); add --overwrite to replace them")
    }
    return exists
  }

  func file(_ name: String) -> String { staging + "/" + name }
  func place(_ name: String) -> String { absolute + "/" + name }

  /// Moves finished files to their places, and takes away what an earlier run
  /// left. A file of classes that somebody may have edited stays.
  func publish() throws {
    unlink(place(Self.report))
    GroupFiles.removeMontages(in: absolute)
    let montages = file(GroupFiles.montages)
    if FileManager.default.fileExists(atPath: montages) {
      try GroupFiles.make(place(GroupFiles.montages))
      for name in try FileManager.default.contentsOfDirectory(atPath: montages).sorted() {
        try TemporaryName.commit(
          montages + "/" + name, as: place(GroupFiles.montages) + "/" + name)
      }
      rmdir(montages)
    }
    if FileManager.default.fileExists(atPath: file(Self.classes)) {
      try TemporaryName.commit(file(Self.classes), as: place(Self.classes))
    }
    for name in Self.names {
      if FileManager.default.fileExists(atPath: file(name)) {
        try TemporaryName.commit(file(name), as: place(name))
      } else {
        unlink(place(name))
      }
    }
    rmdir(staging)
  }

  /// Takes away what this run wrote; returns the error with the names that
  /// files would have had.
  func abandon(_ error: any Error) -> any Error {
    try? FileManager.default.removeItem(atPath: staging)
    if created { rmdir(path) }
    guard var failure = error as? Failure else { return error }
    failure.description = failure.description.replacingOccurrences(of: staging, with: absolute)
    return failure
  }
}
