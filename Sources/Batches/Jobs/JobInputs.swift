import Foundation
import Mapping
import Scenes

/// The files that a job reads.
enum JobInputs {
  /// Beside the scene file itself; a file that cannot be read names none.
  /// `text` stands for the scene file where a template makes it.
  static func files(of path: String, text: String?, kind: JobRecord.Kind) -> [String] {
    guard text != nil || SceneList.isSceneFile(path) else { return [path] }
    if kind == .survey {
      let survey = try? text.map { try SurveyFile.parse($0, file: path) } ?? Survey(file: path)
      return survey.map(files) ?? []
    }
    let scene = try? text.map { try SceneFile.parse($0, file: path) } ?? Scene(file: path)
    return scene.map(files) ?? []
  }

  private static func files(_ scene: Scene) -> [String] {
    var files = scene.input.paths + scene.masks.areas.map(\.path)
    files += [scene.known?.labels.path, scene.reference?.path, scene.terrain, scene.relabel]
      .compactMap { $0 }
    if let style = scene.style, SceneList.isSceneFile(style) { files.append(style) }
    if case .polygons(let path)? = scene.region { files.append(path) }
    return files
  }

  private static func files(_ survey: Survey) -> [String] {
    survey.paths
      + [
        survey.catalogue?.path, survey.encoder.weights, survey.measurements?.pointSpread,
        survey.classes, survey.model,
      ].compactMap { $0 }
  }
}
