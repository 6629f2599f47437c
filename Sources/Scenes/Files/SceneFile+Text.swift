import Documents
import Features
import Fitting
import Learning
import Rasters

extension SceneFile {
  /// A scene file that reads back as the scene: only what differs from the
  /// defaults, and every step where the named recipe was changed.
  package static func text(_ scene: Scene) -> String {
    let lines =
      source(scene) + [features(scene)] + steps(scene) + [
        scene.sieve.map { "sieve: \(text($0))" },
        scene.style.map { "style: \(YAMLText.quoted($0))" },
        scene.composite.map { "composite: \(list($0))" },
        scene.known.map { known in
          "known: {\(text(known.labels)), hold-out: \(known.holdOut)"
            + (known.use == .discover ? "}" : ", use: \(known.use.rawValue)}")
        },
        scene.reference.map { "reference: {\(text($0))}" },
        scene.relabel.map { "relabel: \(YAMLText.quoted($0))" },
        scene.outputs == Scene.Output.standard
          ? nil : "outputs: \(list(scene.outputs.map(\.rawValue).sorted()))",
        scene.unitNames == .numbers ? nil : "unit-names: \(scene.unitNames.rawValue)",
        scene.terrain.map { "terrain: \(YAMLText.quoted($0))" },
        scene.title.map { "title: \(YAMLText.quoted($0))" },
        scene.credit.map { "credit: \(YAMLText.quoted($0))" },
        "seed: \(scene.seed)",
      ]
    return lines.compactMap { $0 }.map { $0 + "\n" }.joined()
  }

  private static func text(_ unit: MinimumMappingUnit) -> String {
    switch unit {
    case .hectares(let area): "\(area)"
    case .pixels(let count): "{pixels: \(count)}"
    }
  }

  private static func text(_ labels: Scene.Labels) -> String {
    "file: \(YAMLText.quoted(labels.path))"
      + (labels.field.map { ", field: \(YAMLText.quoted($0))" } ?? "") + text(layer: labels.layer)
  }

  static func text(layer: String?) -> String {
    layer.map { ", layer: \(YAMLText.quoted($0))" } ?? ""
  }

  static func list(_ texts: [String]) -> String {
    "[\(texts.map(YAMLText.quoted).joined(separator: ", "))]"
  }

  // MARK: what to read

  private static func source(_ scene: Scene) -> [String?] {
    let paths = scene.input.paths.map { "\n    - \(YAMLText.quoted($0))" }.joined()
    let input = ["input:\n  paths:\(paths)", scene.input.names.map { "  names: \(list($0))" }]
    let head = ["name: \(YAMLText.quoted(scene.name))"]
    return head + (scene.inputs.isEmpty ? input : inputs(scene)) + [
      scene.bands.map { "bands: \(list($0))" },
      scene.region.map { "region: \(text($0))" },
      scene.allowsVirtualRasters ? "allow-vrt: true" : nil,
      scene.noData.map { "nodata: \($0.isNaN ? ".nan" : "\($0)")" },
      masks(scene.masks),
      scene.resampling == .bilinear ? nil : "resampling: \(scene.resampling.rawValue)",
      scene.sampleSize.map { "sample: \($0)" },
    ]
  }

  private static func text(_ region: Scene.Region) -> String {
    switch region {
    case .window(let w): "{window: [\(w.column), \(w.row), \(w.width), \(w.height)]}"
    case .bounds(let numbers, let crs):
      "{bounds: [\(numbers.map { "\($0)" }.joined(separator: ", "))]"
        + (crs.map { ", crs: \(YAMLText.quoted($0))" } ?? "") + "}"
    case .polygons(let path, let layer):
      "{polygons: \(YAMLText.quoted(path))\(text(layer: layer))}"
    }
  }

  // MARK: what to learn from

  private static func features(_ scene: Scene) -> String? {
    guard scene.features != [.bands] else { return nil }
    return "features:" + scene.features.map { "\n  - \(text($0))" }.joined()
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

  // MARK: what to do

  private static func steps(_ scene: Scene) -> [String?] {
    let recipe = scene.recipe
    let preset = NamedRecipe.named(scene.recipeName)
    let head = [
      preset.map { "recipe: \($0.name)" }, "units: \(scene.units)",
    ]
    if let preset, preset.recipe(units: scene.units.most) == recipe,
      preset.smoothing == scene.smoothing
    {
      return head
    }
    return head + [
      "scaling: \(recipe.scaling.rawValue)",
      "encoder: \(method(recipe.encoder, recipe.encoderParameters))",
      recipe.whitening ? "whitening: true" : nil,
      "filter: \(text(recipe.filter))",
      "clusterer: \(method(recipe.clusterer, recipe.clustererParameters))",
      "smoothing: \(text(scene.smoothing))",
    ]
  }

  private static func method(_ name: String, _ parameters: [String: ParameterValue]) -> String {
    let given = parameters.sorted { $0.key < $1.key }.map { ", \($0.key): \(text($0.value))" }
    return "{method: \(name)\(given.joined())}"
  }

  private static func text(_ value: ParameterValue) -> String {
    switch value {
    case .text(let text): YAMLText.quoted(text)
    case .integers(let list): "[\(list.map(String.init).joined(separator: ", "))]"
    default: value.description
    }
  }

  private static func text(_ filter: BilateralSettings?) -> String {
    filter.map {
      "{method: bilateral, radius: \($0.radius), bandwidth: \($0.bandwidth), passes: \($0.passes)}"
    } ?? "none"
  }

  private static func text(_ smoothing: Smoothing) -> String {
    switch smoothing {
    case .none: "none"
    case .majority(let window, let keepCentre):
      "{method: majority, window: \(window), ties: \(keepCentre ? "centre" : "smallest")}"
    case .mrf(let field, _):
      "{method: mrf, strength: \(field.strength), sweeps: \(field.sweeps), "
        + "window: \(field.window)}"
    }
  }
}
