import Catalogues
import Foundation
import Rasters
import SceneMaps
import Scenes

/// A scene or survey file that is applied to many products: its input is
/// replaced, its name is the product's.
struct Template: Sendable {
  private enum Content: Sendable {
    case scene(Scene)
    case survey(Survey)
  }

  let path: String
  private let content: Content

  init(_ path: String) throws {
    self.path = SceneList.absolute(path)
    if try Survey.claims(path) {
      content = .survey(try Survey(file: path))
      return
    }
    let scene = try Self.scene(path)
    guard scene.inputs.isEmpty else {
      throw Failure.usage(
        "'\(path)' has several inputs; a template has one, which the products take the place of")
    }
    content = .scene(scene)
  }

  /// A template need not have an input.
  private static func scene(_ path: String) throws -> Scene {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let lines = text.split(whereSeparator: \.isNewline)
    guard !lines.isEmpty, !lines.contains(where: { $0.hasPrefix("input") }) else {
      return try Scene(file: path)
    }
    return try SceneFile.parse(text + "\ninput: product\n", file: SceneList.absolute(path))
  }

  var isSurvey: Bool {
    if case .survey = content { true } else { false }
  }

  /// Nil of a survey.
  var scene: Scene? {
    if case .scene(let scene) = content { scene } else { nil }
  }

  /// The file for a product.
  func text(for product: String, name: String) throws -> String {
    switch content {
    case .scene(var scene):
      scene.name = name
      scene.input.paths = [product]
      return SceneFile.text(scene)
    case .survey(var survey):
      survey.name = name
      survey.input = try Survey(inputs: [product]).input
      return SurveyFile.text(survey)
    }
  }
}
