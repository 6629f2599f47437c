import Foundation
import RasterIO
import Rasters
import Scenes

/// What became of a result since its run: what `facies verify` prints.
public struct VerificationReport: Codable, Sendable {
  public enum State: String, Codable, Sendable {
    case unchanged, changed, missing
    /// A file that people are meant to change.
    case edited
    /// Was and is not readable, or has no checksum.
    case unknown
  }

  public struct Check: Codable, Sendable {
    public var path: String
    public var state: State
  }

  public var folder: String
  public var files: [Check]
  /// What the result was made from.
  public var inputs: [Check]
  /// The files of a second run beside the first's; nil where none was asked for.
  public var again: [Check]?
  /// Remains of runs that were killed.
  public var leftovers: [String]

  /// Every file is as the run wrote it and, where it was run again, comes out
  /// the same. Inputs may have gone.
  public var isRight: Bool {
    (files + (again ?? [])).allSatisfy { $0.state == .unchanged || $0.state == .edited }
  }
}

extension Facies {
  /// Compares a folder of results with the checksums in its `run.json`.
  ///
  /// - Parameter again: runs the scene or survey once more, in a folder that is
  ///   removed afterwards, and compares its files byte by byte too.
  public static func verify(
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
      inputs: record.inputs.map { .init(path: $0.path, state: state(of: $0, in: folder)) },
      leftovers: leftovers(in: folder))
    if again { report.again = try runAgain(record, files, folder, options, control) }
    return report
  }

  /// Those inputs of a finished run that hold something else now, or are gone.
  package static func changedInputs(of folder: String) throws -> [String] {
    try ResultRecord(folder: folder).inputs.filter {
      let state = state(of: $0, in: folder)
      return state == .changed || state == .missing
    }.map(\.path)
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

  private static func state(
    of input: ResultRecord.Input, in folder: String
  ) -> VerificationReport.State {
    let path = RecordedPaths.path(input.path, in: folder)
    guard FileManager.default.fileExists(atPath: path) else { return .missing }
    guard let wanted = input.sha256 else { return .unknown }
    return InputDigests.sha256(at: path) == wanted ? .unchanged : .changed
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
      _ =
        try record.appliedModel.map {
          try map(
            scene, model: RecordedPaths.path($0, in: folder), options: options, control: control)
        }
        ?? run(scene, options: options, control: control)
    } else {
      throw Failure("the run.json of '\(folder)' does not say what was run")
    }
    return files.filter { !edited.contains($0.name) }.map { file in
      .init(path: file.name, state: state(of: file, in: place, byHand: false))
    }
  }
}
