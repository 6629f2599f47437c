import Documents
import Features
import Fitting
import Learning
import Rasters
public import Settings

/// Every key of a scene file, in the order in which it is read, written and listed.
enum SceneKeys {
  static let all = source + steps + units + outputs

  // MARK: what is read

  private static let source: [FileKey<Scene>] = [
    // The first ones make the scene that the others change.
    .init("name", [SceneSettings.name.description]) { YAMLText.quoted($0.name) },
    .init(
      "input",
      [
        SceneSettings.paths.description, SceneSettings.bandNames.description,
        SceneSettings.sensor.description, SceneSettings.level.description,
        SceneSettings.scale.description, SceneSettings.offset.description,
        SceneSettings.roles.description,
      ]
    ) {
      SceneFile.text($0.input, of: $0)
    },
    .init("inputs", [SceneSettings.inputs.description]) { SceneFile.inputs($0) },
    .init("grid", [SceneSettings.grid.description]) { SceneFile.grid($0) },
    .init(
      "bands", [SceneSettings.bands.description],
      option: .init(SceneSettings.bands, .text) { $1.bands = try $0.read(SceneSettings.bands) }
    ) {
      $1.bands = try SceneFile.distinctNames($0, what: "bands")
    } text: {
      $0.bands.map(YAMLText.list)
    },
    .init(
      "region",
      [
        SceneSettings.window.description, SceneSettings.bounds.description,
        SceneSettings.crs.description, SceneSettings.polygons.description,
        SceneSettings.polygonLayer.description,
      ],
      options: [
        .init(SceneSettings.bounds, .text) { source, scene in
          _ = try source.read(SceneSettings.bounds) { text in
            scene.region = try RegionKey.typedBounds(text)
            return []
          }
        },
        .init(SceneSettings.polygons, .text) {
          let name = VectorName(try $0.path(SceneSettings.polygons), layer: nil)
          $1.region = .polygons(path: name.path, layer: name.layer)
        },
      ]
    ) {
      $1.region = try RegionKey.region($0)
    } text: {
      $0.region.map(RegionKey.text)
    },
    .key(.init(SceneSettings.allowsVirtualRasters, \.allowsVirtualRasters), isOption: true),
    .init("nodata", [SceneSettings.noData.description]) {
      $1.noData = try SceneFile.noData($0)
    } text: {
      $0.noData.map { $0.isNaN ? ".nan" : "\($0)" }
    },
    .init("masks", [SceneSettings.masks.description]) {
      $1.masks = try MaskKey.masks($0, folder: $0.folder)
    } text: {
      SceneFile.masks($0.masks)
    },
    .key(.init(SceneSettings.resampling, \.resampling)),
    .key(.init(SceneSettings.sample, \.sampleSize)),
    .init("features", [SceneSettings.features.description]) {
      $1.features = try FeatureKey.items($0)
    } text: {
      SceneFile.features($0)
    },
  ]

  // MARK: the steps

  private static let steps: [FileKey<Scene>] = [
    // Before what changes it.
    .key(
      .init(SceneSettings.recipe) {
        let name = try $0.read(SceneSettings.recipe)
        if let preset = NamedRecipe.named(name) { $1.apply(preset) }
      } text: {
        NamedRecipe.named($0.recipeName).map { .plain($0.name) }
      }, isOption: true, isAlwaysSaid: true),
    .init(
      "units", [SceneSettings.units.description],
      option: .init(SceneSettings.units, .text) {
        $1.units = try $0.read(SceneSettings.units) { try UnitCount($0) }
      }
    ) {
      $1.units = try UnitCount($0)
    } text: {
      "\($0.units)"
    },
    .step("scaling", [SceneSettings.scaling.description]) {
      let word = try $0.read(SceneSettings.scaling)
      $1.recipe.scaling = Scaler.Kind(rawValue: word) ?? .none
    } text: {
      $0.recipe.scaling.rawValue
    },
    .step("encoder", [SceneSettings.encoder.description]) {
      ($1.recipe.encoder, $1.recipe.encoderParameters) = try MethodKey.encoder($0)
    } text: {
      MethodKey.text($0.recipe.encoder, $0.recipe.encoderParameters)
    },
    .step("whitening", [SceneSettings.whitening.description]) {
      $1.recipe.whitening = try $0.read(SceneSettings.whitening)
    } text: {
      $0.recipe.whitening ? "true" : nil
    },
    .step("filter", [SceneSettings.filter.description] + BilateralSettings.settings) {
      $1.recipe.filter = try FilterKey.filter($0)
    } text: {
      FilterKey.text($0.recipe.filter)
    },
    .step("clusterer", [SceneSettings.clusterer.description]) {
      ($1.recipe.clusterer, $1.recipe.clustererParameters) = try MethodKey.clusterer($0)
    } text: {
      MethodKey.text($0.recipe.clusterer, $0.recipe.clustererParameters)
    },
    // Said as the smoothing that it is.
    .key(
      .init(SceneSettings.detail) {
        $1.smoothing = try $0.read(SceneSettings.detail).smoothing
      } text: { _ in
        nil
      }, isOption: true),
    .step(
      "smoothing",
      [SceneSettings.smoothing.description] + PottsSettings.settings + MajoritySettings.settings
    ) {
      $1.smoothing = try SmoothingKey.smoothing($0)
    } text: {
      SmoothingKey.text($0.smoothing)
    },
  ]

  // MARK: what is written

  private static let units: [FileKey<Scene>] = [
    .init(
      "sieve", [SceneSettings.sieve.description, SceneSettings.sievePixels.description],
      option: .init(SceneSettings.sieve, .number) {
        $1.sieve = .hectares(try $0.read(SceneSettings.sieve))
      }
    ) {
      $1.sieve = try MinimumMappingUnit($0)
    } text: {
      $0.sieve.map(\.sceneText)
    },
    .key(
      .init(SceneSettings.style) {
        let style = try $0.read(SceneSettings.style)
        let isFile = style.contains("/") || style.hasSuffix(".yaml")
        $1.style = isFile ? try $0.path(SceneSettings.style) : style
      } text: {
        $0.style.map { .text($0) }
      }, isOption: true),
    .key(.init(SceneSettings.palette, \.palette), isOption: true),
    .key(.init(path: SceneSettings.colours, \.colours), isOption: true),
    .init("composite", [SceneSettings.composite.description]) {
      $1.composite = try SceneFile.composite($0)
    } text: {
      $0.composite.map(YAMLText.list)
    },
    .init(
      "known",
      [
        SceneSettings.known.description, SceneSettings.knownRaster.description,
        SceneSettings.field.description, SceneSettings.knownLayer.description,
        SceneSettings.holdOut.description, SceneSettings.labelUse.description,
      ]
    ) {
      $1.known = try LabelKeys.known($0, folder: $0.folder)
    } text: {
      $0.known.map { known in
        "{\(LabelKeys.text(known.labels)), hold-out: \(known.holdOut)"
          + (known.use == .discover ? "}" : ", use: \(known.use.rawValue)}")
      }
    },
    .init(
      "reference",
      [
        SceneSettings.reference.description, SceneSettings.referenceRaster.description,
        SceneSettings.referenceField.description, SceneSettings.referenceLayer.description,
      ]
    ) {
      $1.reference = try LabelKeys.reference($0, folder: $0.folder)
    } text: {
      $0.reference.map { "{\(LabelKeys.text($0))}" }
    },
    .key(.init(path: SceneSettings.relabel, \.relabel)),
  ]

  private static let outputs: [FileKey<Scene>] = [
    .init(
      "outputs", [SceneSettings.outputs.description],
      option: .init(SceneSettings.outputs, .text) {
        let words = try $0.read(SceneSettings.outputs) { try SceneFile.outputs($0) }
        $1.outputs = Set(words.compactMap(Scene.Output.init))
      }
    ) {
      $1.outputs = try SceneFile.outputs($0)
    } text: {
      $0.outputs == Scene.Output.standard
        ? nil : YAMLText.list($0.outputs.map(\.rawValue).sorted())
    },
    .key(.init(SceneSettings.unitNames, \.unitNames)),
    .key(.init(path: SceneSettings.library, \.library), isOption: true),
    .key(.init(path: SceneSettings.terrain, \.terrain)),
    .key(.init(SceneSettings.title, \.title), isOption: true),
    .key(.init(SceneSettings.credit, \.credit), isOption: true),
    .key(.init(SceneSettings.seed, \.seed), isAlwaysSaid: true),
  ]
}

extension FileKey<Scene> {
  /// A step of the recipe, which is said where the recipe is not the named one.
  fileprivate static func step(
    _ name: String, _ settings: [SettingDescription],
    read: @escaping @Sendable (YAMLValue, inout Scene) throws -> Void,
    text: @escaping @Sendable (Scene) -> String?
  ) -> FileKey<Scene> {
    FileKey(name, settings, read: read) { $0.isAsNamed ? nil : text($0) }
  }
}

extension Scene {
  /// Options of commands that change a scene, made from the keys of its file.
  public static let options: [SettingOption<Scene>] = SceneKeys.all.flatMap(\.options)
}

extension SceneSettings {
  /// Every key of a scene file, in the order of the documentation.
  public static let all = SceneKeys.all.flatMap(\.settings)
}
