import Clusterers
import Documents
import Encoders
import Fitting
import Foundation
import Learning
import Rasters

/// Reads scene files. Every name and number is checked here, before any
/// pixel is read.
package enum SceneFile {
  static let keys = SceneSettings.all.keys()

  package static func read(_ path: String) throws -> Scene {
    try scene(YAMLDocument.read(path), path: path)
  }

  package static func parse(_ text: String, file: String) throws -> Scene {
    try scene(YAMLDocument.parse(text, file: file), path: file)
  }

  private static func scene(_ root: YAMLValue, path: String) throws -> Scene {
    let values = try root.mapping("the scene", known: keys)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    let name = try values["name"]?.string("name") ?? stem
    var scene = try opened(values, root, name: name, folder: folder)
    // First, so that whatever else is said changes it.
    if let value = values["recipe"] {
      let name = try value.choice("recipe", of: NamedRecipe.all.map(\.name))
      if let preset = NamedRecipe.named(name) { scene.apply(preset) }
    }
    try readSource(values, folder: folder, into: &scene)
    try readSteps(values, into: &scene)
    try readOutputs(values, folder: folder, into: &scene)
    return scene
  }

  /// A scene of its `input` or its `inputs`.
  private static func opened(
    _ values: [String: YAMLValue], _ root: YAMLValue, name: String, folder: URL
  ) throws -> Scene {
    guard let several = values["inputs"] else {
      guard let one = values["input"] else {
        throw root.error("the scene has no 'input' (a raster, a list of band files, or a product)")
      }
      if let grid = values["grid"] { throw grid.error("grid goes with 'inputs' only") }
      return Scene(name: name, input: try input(one, folder: folder))
    }
    if let one = values["input"] {
      throw one.error("the scene has 'input' and 'inputs'; write one of them")
    }
    let sources = try InputsKey.inputs(several, folder: folder)
    var scene = Scene(name: name, input: .init(paths: sources.flatMap(\.paths)))
    scene.inputs = sources
    if let value = values["grid"] { scene.frame = try InputsKey.frame(value, among: sources) }
    if let value = values["nodata"] {
      throw value.error("of several inputs 'nodata' goes with its input")
    }
    return scene
  }

  /// Paths in a scene file are relative to it.
  static func resolve(_ path: String, in folder: URL) -> String {
    path.hasPrefix("/") ? path : folder.appendingPathComponent(path).path
  }

  // MARK: what to read

  private static func input(_ value: YAMLValue, folder: URL) throws -> Scene.Input {
    guard value.isMapping else { return Scene.Input(paths: try paths(value, folder: folder)) }
    let entries = try value.mapping("input", known: SceneSettings.all.keys(below: "input"))
    guard let list = entries["paths"] else { throw value.error("input has no 'paths'") }
    let names = try entries["names"].map { try distinctNames($0, what: "input names") }
    return Scene.Input(paths: try paths(list, folder: folder), names: names)
  }

  static func paths(_ value: YAMLValue, folder: URL) throws -> [String] {
    let paths = try value.strings("input")
    guard !paths.isEmpty, !paths.contains("") else { throw value.error("input is empty") }
    return paths.map { resolve($0, in: folder) }
  }

  static func distinctNames(_ value: YAMLValue, what: String) throws -> [String] {
    let names = try value.strings(what)
    guard !names.isEmpty else { throw value.error("\(what) is empty") }
    if let twice = Dictionary(grouping: names, by: { $0 }).first(where: { $0.value.count > 1 }) {
      throw value.error("\(what) holds '\(twice.key)' twice")
    }
    return names
  }

  private static func readSource(
    _ values: [String: YAMLValue], folder: URL, into scene: inout Scene
  ) throws {
    scene.bands = try values["bands"].map { try distinctNames($0, what: "bands") }
    scene.region = try values["region"].map { try region($0, folder: folder) }
    scene.noData = try values["nodata"].map(noData)
    if let value = values["allow-vrt"] {
      scene.allowsVirtualRasters = try value.read(SceneSettings.allowsVirtualRasters)
    }
    if let value = values["masks"] { scene.masks = try MaskKey.masks(value, folder: folder) }
    if let value = values["resampling"] {
      scene.resampling = try value.read(SceneSettings.resampling)
    }
    if let value = values["sample"] {
      scene.sampleSize = try value.read(SceneSettings.sample)
    }
    if let value = values["seed"] {
      scene.seed = try value.read(SceneSettings.seed)
    }
  }

  /// nan is a value here.
  static func noData(_ value: YAMLValue) throws -> Double {
    if let text = try? value.string("nodata"), ["nan", ".nan"].contains(text.lowercased()) {
      return .nan
    }
    return try value.number("nodata")
  }

  private static func region(_ value: YAMLValue, folder: URL) throws -> Scene.Region {
    let entries = try value.mapping("region", known: SceneSettings.all.keys(below: "region"))
    let ways = entries.keys.filter { $0 != "crs" && $0 != "layer" }
    guard ways.count < 2 else {
      throw value.error("region needs only one of 'window', 'bounds' and 'polygons'")
    }
    if let crs = entries["crs"], entries["bounds"] == nil {
      throw crs.error("crs goes with 'bounds' only")
    }
    if let layer = entries["layer"], entries["polygons"] == nil {
      throw layer.error("layer goes with 'polygons' only")
    }
    if let window = entries["window"] { return try self.window(window) }
    if let bounds = entries["bounds"] {
      return try self.bounds(bounds, crs: entries["crs"]?.string("crs"))
    }
    guard let polygons = entries["polygons"] else {
      throw value.error("region needs 'window', 'bounds' or 'polygons'")
    }
    let name = VectorName(
      resolve(try polygons.string("polygons"), in: folder),
      layer: try entries["layer"]?.string("layer"))
    return .polygons(path: name.path, layer: name.layer)
  }

  private static func window(_ value: YAMLValue) throws -> Scene.Region {
    let n = try value.list("window").map { try $0.integer("each of window", in: 0...1 << 31) }
    guard n.count == 4, n[2] > 0, n[3] > 0 else {
      throw value.error("window must be [column, row, width, height] with width and height over 0")
    }
    return .window(Window(column: n[0], row: n[1], width: n[2], height: n[3]))
  }

  private static func bounds(_ value: YAMLValue, crs: String?) throws -> Scene.Region {
    let n = try value.numbers("bounds", count: 4)
    guard n[0] < n[2], n[1] < n[3] else {
      throw value.error("bounds must be [west, south, east, north] with west < east, south < north")
    }
    return .bounds(n, crs: crs)
  }

  // MARK: what to do

  private static func readSteps(
    _ values: [String: YAMLValue], into scene: inout Scene
  ) throws {
    if let value = values["features"] { scene.features = try FeatureKey.items(value) }
    if let value = values["units"] { scene.units = try UnitCount(value) }
    if let value = values["scaling"] {
      let word = try value.choice("scaling", of: Scaler.Kind.allCases.map(\.rawValue))
      scene.recipe.scaling = Scaler.Kind(rawValue: word) ?? .none
    }
    if let value = values["encoder"] {
      let methods = EncoderMethod.all.map { ($0.name, $0.parameters) }
      (scene.recipe.encoder, scene.recipe.encoderParameters) =
        try method(value, what: "encoder", among: methods)
    }
    if let value = values["whitening"] {
      scene.recipe.whitening = try value.read(SceneSettings.whitening)
    }
    if let value = values["filter"] { scene.recipe.filter = try filter(value) }
    if let value = values["clusterer"] {
      let methods = ClustererMethod.all.map { ($0.name, $0.parameters) }
      (scene.recipe.clusterer, scene.recipe.clustererParameters) =
        try method(value, what: "clusterer", among: methods)
    }
    if let value = values["smoothing"] { scene.smoothing = try SmoothingKey.smoothing(value) }
    if let value = values["sieve"] { scene.sieve = try MinimumMappingUnit(value) }
  }

  /// `pca`, or `{method: pca, components: 3}`.
  private static func method(
    _ value: YAMLValue, what: String, among methods: [(String, [Parameter])]
  ) throws -> (String, [String: ParameterValue]) {
    let names = methods.map(\.0)
    guard value.isMapping else { return (try value.choice(what, of: names), [:]) }
    guard let nameValue = try value.entries(what).first(where: { $0.key == "method" })?.value else {
      throw value.error("\(what) has no 'method'")
    }
    let name = try nameValue.choice("\(what) method", of: names)
    let declared = methods.first { $0.0 == name }?.1 ?? []
    let known = ["method"] + declared.map(\.name)
    let given = try value.mapping("\(what) \(name)", known: known)
    return (name, try parameters(given, declared: declared))
  }

  private static func parameters(
    _ given: [String: YAMLValue], declared: [Parameter]
  ) throws -> [String: ParameterValue] {
    var out: [String: ParameterValue] = [:]
    for parameter in declared {
      guard let value = given[parameter.name] else { continue }
      let read = try parameterValue(value, parameter)
      if let problem = parameter.problem(with: read) {
        throw value.error("\(parameter.name) is \(read): \(problem)")
      }
      out[parameter.name] = read
    }
    return out
  }

  private static func parameterValue(
    _ value: YAMLValue, _ parameter: Parameter
  ) throws -> ParameterValue {
    if case .names = parameter.kind, value.isList {
      return .texts(
        try value.list(parameter.name).map { try $0.string("each of \(parameter.name)") })
    }
    if value.isList {
      return .integers(
        try value.list(parameter.name).map {
          try $0.integer("each of \(parameter.name)", in: Int.min...Int.max)
        })
    }
    if let integer = value.plainInteger { return .integer(integer) }
    if let number = value.plainNumber { return .number(number) }
    if case .choice = parameter.kind { return .text(try value.string(parameter.name)) }
    if let flag = value.plainFlag { return .flag(flag) }
    return .text(try value.string(parameter.name))
  }

  /// `none`, `bilateral`, or `{method: bilateral, radius: 2, bandwidth: 1}`.
  private static func filter(_ value: YAMLValue) throws -> BilateralSettings? {
    guard value.isMapping else {
      let word = try value.choice("filter", of: ["none", "bilateral"])
      return word == "none" ? nil : BilateralSettings()
    }
    let entries = try value.mapping("filter", known: SceneSettings.all.keys(below: "filter"))
    let method = try entries["method"]?.choice("filter method", of: ["none", "bilateral"])
    guard method != "none" else { return nil }
    var settings = BilateralSettings()
    if let radius = entries["radius"] {
      settings.radius = try radius.read(BilateralSettings.radius)
    }
    if let passes = entries["passes"] {
      settings.passes = try passes.read(BilateralSettings.passes)
    }
    if let bandwidth = entries["bandwidth"] {
      settings.bandwidth = try bandwidth.read(BilateralSettings.bandwidth)
    }
    return settings
  }

  // MARK: what to write

  private static func composite(_ value: YAMLValue) throws -> [String] {
    let names = try value.strings("composite")
    guard names.count == 3 else {
      throw value.error("composite must name 3 bands for red, green and blue, not \(names.count)")
    }
    return names
  }

  private static func readOutputs(
    _ values: [String: YAMLValue], folder: URL, into scene: inout Scene
  ) throws {
    if let value = values["style"] {
      let style = try value.string("style")
      scene.style =
        style.contains("/") || style.hasSuffix(".yaml")
        ? resolve(style, in: folder) : style
    }
    scene.composite = try values["composite"].map(composite)
    if let value = values["outputs"] {
      let known = Scene.Output.allCases.map(\.rawValue)
      let items = value.isList ? try value.list("outputs") : value.isNull ? [] : [value]
      scene.outputs = Set(
        try items.compactMap { Scene.Output(rawValue: try $0.choice("output", of: known)) })
    }
    if let value = values["unit-names"] {
      scene.unitNames = try value.read(SceneSettings.unitNames)
    }
    scene.known = try values["known"].map { try LabelKeys.known($0, folder: folder) }
    scene.reference = try values["reference"].map { try LabelKeys.reference($0, folder: folder) }
    scene.relabel = try values["relabel"].map { resolve(try $0.string("relabel"), in: folder) }
    scene.terrain = try values["terrain"].map { resolve(try $0.string("terrain"), in: folder) }
    scene.title = try values["title"]?.string("title")
    scene.credit = try values["credit"]?.string("credit")
  }
}

extension Scene {
  /// Most pixels to fit on where the scene does not say.
  package var usualSampleSize: Int {
    NamedRecipe.named(recipeName)?.sampleSize ?? Scene.standardSampleSize
  }

  /// Takes over the steps of a named recipe.
  package mutating func apply(_ preset: NamedRecipe) {
    recipeName = preset.name
    recipe = preset.recipe(units: units.most)
    smoothing = preset.smoothing
  }
}
