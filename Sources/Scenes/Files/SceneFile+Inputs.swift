import Documents

extension SceneFile {
  /// The keys `inputs` and `grid` of a scene that is made of several.
  static func inputs(_ scene: Scene) -> [String?] {
    [
      "inputs:" + scene.inputs.map { "\n  - {\(text($0))}" }.joined(),
      frame(scene.frame),
    ]
  }

  private static func frame(_ frame: Scene.Frame) -> String? {
    switch frame {
    case .first: nil
    case .finest: "grid: finest"
    case .named(let name): "grid: \(name)"
    }
  }

  private static func text(_ source: Scene.Source) -> String {
    let parts: [String?]
    switch source.kind {
    case .product(let input, let bands, let masks):
      parts = [
        "input: \(list(input.paths))", input.names.map { "names: \(list($0))" },
        bands.map { "bands: \(list($0))" },
        masks.map { "masks: \($0.isEmpty ? "none" : list($0))" },
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
