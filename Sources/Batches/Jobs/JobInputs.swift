import Catalogues
import Foundation
import Jobs
import SceneMaps
import Scenes

/// The files that a job reads.
enum JobInputs {
  /// Beside the scene file itself; a file that cannot be read names none.
  /// `text` stands for the scene file where a template makes it.
  static func files(of path: String, text: String?, kind: JobRecord.Kind) -> [String] {
    guard text != nil || SceneList.isSceneFile(path) else { return [path] }
    if kind == .survey {
      let survey = try? text.map { try SurveyFile.parse($0, file: path) } ?? Survey(file: path)
      return survey.map { survey in paths { survey.changingPaths($0) } } ?? []
    }
    let scene = try? text.map { try SceneFile.parse($0, file: path) } ?? Scene(file: path)
    return scene.map { scene in paths { scene.changingPaths($0) } } ?? []
  }

  /// Every path that something names, once, by its own way of changing them.
  private static func paths<Value>(_ changing: ((String) -> String) -> Value) -> [String] {
    var files: [String] = []
    _ = changing { path in
      if !files.contains(path) { files.append(path) }
      return path
    }
    return files
  }

  /// The size of all of them together, by which scenes are expected to take time.
  static func bytes(of files: [String]) -> Int {
    files.reduce(0) { $0 + FolderFiles.list($1).reduce(0) { $0 + FileDigest.bytes(of: $1.path) } }
  }
}
