import Documents
import Foundation
import Rasters

/// Reads scene files. Every name and number is checked here, before any
/// pixel is read.
package enum SceneFile {
  static let keys = SceneKeys.all.map(\.name)

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
    try FileKey.take(values, SceneKeys.all, into: &scene)
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
    return try input(entries, paths: paths(list, folder: folder), of: value)
  }

  /// An input with what is said of it beside its paths.
  static func input(
    _ entries: [String: YAMLValue], paths: [String], of value: YAMLValue
  ) throws -> Scene.Input {
    let names = try entries["names"].map { try distinctNames($0, what: "input names") }
    var input = Scene.Input(paths: paths, names: names)
    input.sensor = try entries["sensor"]?.string("sensor")
    input.level = try entries["level"]?.string("level")
    input.scale = try entries["scale"]?.number("scale")
    input.offset = try entries["offset"]?.number("offset")
    input.roles = try entries["roles"]?.strings("roles")
    if let scale = input.scale, !(scale > 0 && scale <= 1000) {
      throw (entries["scale"] ?? value).error("scale is \(scale), must be above 0, at most 1000")
    }
    if let offset = input.offset, !(abs(offset) <= 1000) {
      throw (entries["offset"] ?? value).error(
        "offset is \(offset), must be from -1000 to 1000")
    }
    return input
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

  /// nan is a value here.
  static func noData(_ value: YAMLValue) throws -> Double {
    if let text = try? value.string("nodata"), ["nan", ".nan"].contains(text.lowercased()) {
      return .nan
    }
    return try value.number("nodata")
  }

  // MARK: what to write

  static func composite(_ value: YAMLValue) throws -> [String] {
    let names = try value.strings("composite")
    guard names.count == 3 else {
      throw value.error("composite must name 3 bands for red, green and blue, not \(names.count)")
    }
    return names
  }

  static func outputs(_ value: YAMLValue) throws -> Set<Scene.Output> {
    let known = Scene.Output.allCases.map(\.rawValue)
    let items = value.isList ? try value.list("outputs") : value.isNull ? [] : [value]
    return Set(
      try items.compactMap { Scene.Output(rawValue: try $0.choice("output", of: known)) })
  }

  /// Outputs as a command reads them, "map,probabilities".
  static func outputs(_ text: String) throws -> [String] {
    let known = Scene.Output.allCases.map(\.rawValue)
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    for word in words where !known.contains(word) {
      throw Failure.usage(
        "output '\(word)' is not known" + DidYouMean.hint(for: word, among: known)
          + "; choose from \(known.joined(separator: ", "))")
    }
    return words
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
