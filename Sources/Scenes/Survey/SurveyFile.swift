import Documents
import Foundation
import Rasters
import Vision

/// Reads survey files: scene files of the sky, which have `survey` where
/// others have `input`. Every name and number is checked here.
package enum SurveyFile {
  static let keys = SurveyKeys.all.map(\.name)

  /// Whether a file of settings is one of a survey.
  package static func isSurvey(_ path: String) throws -> Bool {
    let root = try YAMLDocument.read(path)
    guard root.isMapping else { return false }
    return try root.entries("the file").contains { $0.key == "survey" }
  }

  package static func read(_ path: String) throws -> Survey {
    try survey(YAMLDocument.read(path), path: path)
  }

  package static func parse(_ text: String, file: String) throws -> Survey {
    try survey(YAMLDocument.parse(text, file: file), path: file)
  }

  private static func survey(_ root: YAMLValue, path: String) throws -> Survey {
    let values = try root.mapping("the survey", known: keys)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    guard let source = values["survey"] else {
      throw root.error("the file has no 'survey' (FITS images, or a folder of cutouts)")
    }
    var survey = Survey(
      name: try values["name"]?.string("name") ?? stem,
      input: try input(source, folder: folder))
    try FileKey.take(values, SurveyKeys.all, into: &survey)
    if survey.model != nil {
      // A weights file may be named again, nothing else that is fitted.
      for key in ["view", "reduction", "vote"] {
        if let value = values[key] {
          throw value.error("\(key) is in the model: leave out '\(key)' or 'model'")
        }
      }
    }
    return survey
  }

  private static func input(_ value: YAMLValue, folder: URL) throws -> Survey.Input {
    let paths = try SceneFile.paths(value, folder: folder)
    var isFolder: ObjCBool = false
    if paths.count == 1, FileManager.default.fileExists(atPath: paths[0], isDirectory: &isFolder),
      isFolder.boolValue
    {
      return .folder(paths[0])
    }
    if paths.count == 1, ImageStack.isNamed(paths[0]) { return .stack(paths[0]) }
    return .images(paths)
  }
}
