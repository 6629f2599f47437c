import Foundation
import RasterIO
import Rasters
import Scenes

/// What a person types to make a map again. Files are named without their
/// folders: a page is sent around.
struct Reproduction {
  private let scene: Scene
  private let model: String?
  /// What a run without a scene file would call it.
  private let plainName: String?

  /// `model` is the model that was applied, nil for a fit.
  init(_ scene: Scene, model: String?) {
    self.scene = scene.changingPaths(Self.bare)
    plainName = scene.input.paths.first.flatMap { try? LocalPath($0) }
      .map { Scene.name(of: $0.stem) }
    self.model = model.map(Self.bare)
  }

  private static func bare(_ path: String) -> String {
    URL(fileURLWithPath: path).lastPathComponent
  }

  var command: String {
    if let options { return call(input: scene.input.paths[0], options) }
    return """
      cat > scene.yaml <<'END-OF-SCENE'
      \(SceneFile.text(scene))END-OF-SCENE
      \(call(input: "scene.yaml", []))
      """
  }

  private func call(input: String, _ options: [String]) -> String {
    let verb = model.map { ["map", input, "--model", $0] } ?? (["run", input] + options)
    return (["facies"] + verb + ["--out", "result"]).map(ShellWord.quoted).joined(separator: " ")
  }

  /// The options that say all of the scene; nil where only a scene file can.
  private var options: [String]? {
    guard scene.input.paths.count == 1, let input = scene.input.paths.first,
      scene.name == plainName
    else { return nil }
    var plain = Scene(name: scene.name, input: .init(paths: [input]), units: scene.units)
    var words = ["--units", "\(scene.units)"]
    if scene.recipeName != plain.recipeName {
      guard let preset = NamedRecipe.named(scene.recipeName) else { return nil }
      plain.apply(preset)
      words += ["--recipe", scene.recipeName]
    }
    if let bands = scene.bands, !bands.contains(where: { $0.contains(",") }) {
      plain.bands = bands
      words += ["--bands", bands.joined(separator: ",")]
    }
    if let style = scene.style {
      plain.style = style
      words += ["--style", style]
    }
    words += ["--seed", "\(scene.seed)"]
    (plain.seed, plain.outputs) = (scene.seed, scene.outputs)
    return plain == scene ? words : nil
  }
}

/// Words of a command line.
enum ShellWord {
  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,=:+@%")

  /// The word as a shell takes it for one.
  static func quoted(_ word: String) -> String {
    if !word.isEmpty, word.allSatisfy(plain.contains) { return word }
    return "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
