import Foundation
import Groups
import Jobs
import Rasters

/// The folder of a survey's results and the names in it.
struct SurveyFolder {
  static let catalogues = ["catalog.fits", "catalog.vot", "catalog.csv", "catalog.gpkg"]
  static let page = "report.html"
  static let planes = "planes.png"
  static let map = "map.png"
  static let model = "model.safetensors"
  static let denoised = "denoised.fits"
  static let report = "run.json"

  /// In the order in which they take their places.
  private static let names =
    catalogues + [GroupFiles.overview, planes, map, denoised, model, page, report]

  private let staged: StagedFolder
  private let isApplied: Bool

  /// - Parameter model: what is applied, which may be one of the names.
  init(_ path: String, overwrite: Bool, inputs: [String], model: String?) throws {
    try Self.check(path, overwrite: overwrite, inputs: inputs)
    isApplied = model != nil
    staged = try StagedFolder(
      path, names: Self.names, folders: [GroupFiles.montages], overwrite: overwrite)
  }

  /// Throws where a run into the folder would be refused.
  static func check(_ path: String, overwrite: Bool, inputs: [String]) throws {
    try OutputPath.check(folder: path, names: names, inputs: inputs)
    try StagedFolder.check(path, names: names, overwrite: overwrite)
    try StagedFolder.checkMontages(path)
  }

  var staging: String { staged.staging }

  /// Where trainings of the job are kept until it succeeds.
  var checkpoint: String { staged.place(FitCheckpoint.name) }

  func file(_ name: String) -> String { staged.file(name) }
  func place(_ name: String) -> String { staged.place(name) }

  /// Moves finished files to their places, and takes away what an earlier run
  /// left. A file of classes that somebody may have edited stays, and a model that
  /// was applied.
  func publish() throws {
    let kept: Set = isApplied ? [GroupClasses.name, Self.model] : [GroupClasses.name]
    try staged.publish(staged.montages + [GroupClasses.name] + Self.names, keeping: kept)
  }

  func abandon(_ error: any Error) -> any Error { staged.abandon(error) }
}
