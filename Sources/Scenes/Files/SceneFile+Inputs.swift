import Documents

extension SceneFile {
  /// The key `inputs` of a scene that is made of several; nil for one.
  static func inputs(_ scene: Scene) -> String? {
    scene.inputs.isEmpty ? nil : scene.inputs.map { "\n  - {\(text($0))}" }.joined()
  }

  /// The key `grid` of such a scene.
  static func grid(_ scene: Scene) -> String? {
    guard !scene.inputs.isEmpty else { return nil }
    switch scene.frame {
    case .first: return nil
    case .finest: return "finest"
    case .named(let name): return name
    }
  }

  private static func text(_ source: Scene.Source) -> String {
    let parts: [String?]
    switch source.kind {
    case .product(let input, let bands, let masks):
      parts =
        ["input: \(YAMLText.list(input.paths))"] + said(input).map(Optional.some) + [
          bands.map { "bands: \(YAMLText.list($0))" },
          masks.map { "masks: \($0.isEmpty ? "none" : YAMLText.list($0))" },
        ]
    case .terrain(let path, let derive):
      parts = [
        "terrain: \(YAMLText.quoted(path))", "derive: [\(derive.joined(separator: ", "))]",
      ]
    }
    let noData = source.noData.map { "nodata: \($0.isNaN ? ".nan" : "\($0)")" }
    return (["name: \(source.name)"] + parts + [noData]).compactMap { $0 }.joined(separator: ", ")
  }
}
