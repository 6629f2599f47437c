import Documents
import Features

extension SceneFile {
  /// A scene file that reads back as the scene: only what differs from the
  /// defaults, and every step where the named recipe was changed.
  package static func text(_ scene: Scene) -> String {
    let usual = Scene(name: scene.name, input: scene.input)
    return FileKey.lines(SceneKeys.all, scene, usual: usual).map { $0 + "\n" }.joined()
  }

  /// The only input; nil where there are several.
  static func text(_ input: Scene.Input, of scene: Scene) -> String? {
    guard scene.inputs.isEmpty else { return nil }
    let paths = input.paths.map { "\n    - \(YAMLText.quoted($0))" }.joined()
    return "\n  paths:" + paths + said(input).map { "\n  \($0)" }.joined()
  }

  /// What is said of an input beside its paths.
  static func said(_ input: Scene.Input) -> [String] {
    [
      input.names.map { "names: \(YAMLText.list($0))" },
      input.sensor.map { "sensor: \(YAMLText.quoted($0))" },
      input.level.map { "level: \(YAMLText.quoted($0))" },
      input.scale.map { "scale: \($0)" }, input.offset.map { "offset: \($0)" },
      input.roles.map { "roles: \(YAMLText.list($0))" },
    ].compactMap { $0 }
  }

  static func text(layer: String?) -> String {
    layer.map { ", layer: \(YAMLText.quoted($0))" } ?? ""
  }

  static func features(_ scene: Scene) -> String? {
    guard scene.features != [.bands] else { return nil }
    return scene.features.map { "\n  - \(text($0))" }.joined()
  }

  static func text(_ feature: FeatureItem) -> String {
    switch feature {
    case .bands: "bands"
    case .logCentred: "bands.log-centred"
    case .index(let group, let name): "\(group.rawValue).\(name)"
    case .band(let name): YAMLText.quoted(name)
    case .expression(let name, let expression):
      "{name: \(YAMLText.quoted(name)), expression: \(YAMLText.quoted(expression.text))}"
    case .context(let statistic, let window):
      "{context: \(statistic.rawValue), window: \(window)}"
    }
  }
}

extension Scene {
  /// Whether its steps are those of the named recipe.
  var isAsNamed: Bool {
    guard let preset = NamedRecipe.named(recipeName) else { return false }
    return preset.recipe(units: units.most) == recipe && preset.smoothing == smoothing
  }
}
