import Catalogues
import Files
import Foundation
import Groups
package import Jobs
import MapTools
import RasterIO
import Rasters
import SceneMaps
import Scenes

extension Facies {
  /// Compares a folder of results with the checksums in its `run.json`.
  ///
  /// - Parameter again: runs the scene or survey once more, in a folder that is
  ///   removed afterwards, and compares its files byte by byte too.
  package static func verify(
    _ folder: String, again: Bool = false, options: RunOptions? = nil,
    control: RunControl = RunControl()
  ) throws -> VerificationReport {
    let record = try ResultRecord(folder: folder)
    guard let files = record.files else {
      throw Failure(
        "the run.json of '\(folder)' is of an older facies that kept no checksums; run it again")
    }
    var report = VerificationReport(
      folder: folder,
      files: files.map { file in
        .init(path: file.name, state: state(of: file, in: folder, byHand: true))
      },
      inputs: record.inputs.map { .init(path: $0.path, state: $0.state(in: folder)) },
      leftovers: leftovers(in: folder))
    if again { report.again = try runAgain(record, files, folder, options, control) }
    return report
  }

  /// Names of units and groups are given by hand.
  private static let edited: Set = [ResultFolder.Name.unitFile.rawValue, GroupClasses.name]

  private static func state(
    of file: ResultFile, in folder: String, byHand: Bool
  ) -> VerificationReport.State {
    let path = folder + "/" + file.name
    guard FileManager.default.fileExists(atPath: path) else { return .missing }
    guard let wanted = file.sha256 else { return .unknown }
    let same = FileDigest.bytes(of: path) == file.bytes && FileDigest.sha256(of: path) == wanted
    return same ? .unchanged : byHand && edited.contains(file.name) ? .edited : .changed
  }

  private static func leftovers(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(".") && $0.contains(".tmp-") }.sorted()
  }

  private static func runAgain(
    _ record: ResultRecord, _ files: [ResultFile], _ folder: String, _ options: RunOptions?,
    _ control: RunControl
  ) throws -> [VerificationReport.Check] {
    let place = TemporaryName.beside(folder + "/again")
    defer { try? FileManager.default.removeItem(atPath: place) }
    var options = options ?? RunOptions(folder: place)
    options.folder = place
    let name = folder + "/" + ResultRecord.name
    if let text = record.surveyFile {
      _ = try run(SurveyFile.parse(text, file: name), options: options, control: control)
    } else if let text = record.sceneFile {
      let scene = try SceneFile.parse(text, file: name)
      try runAgain(scene, record, files, folder, options, control)
    } else {
      throw Failure("the run.json of '\(folder)' does not say what was run")
    }
    return files.filter { !edited.contains($0.name) }.map { file in
      .init(path: file.name, state: state(of: file, in: place, byHand: false))
    }
  }

  private static func runAgain(
    _ scene: Scene, _ record: ResultRecord, _ files: [ResultFile], _ folder: String,
    _ options: RunOptions, _ control: RunControl
  ) throws {
    guard let applied = record.appliedModel else {
      _ = try run(scene, options: options, control: control)
      return
    }
    let path = RecordedPaths.path(applied, in: folder)
    // A model that a program had in memory was saved by the run that applied it.
    let isOwn = files.contains { $0.name == ResultFolder.Name.model.rawValue }
    _ = try apply(
      model(path), from: isOwn ? nil : path, to: scene, options: options, control: control)
  }
}
