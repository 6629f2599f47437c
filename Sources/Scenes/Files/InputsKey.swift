import Documents
import Foundation
import Rasters

/// The keys `inputs` and `grid` of a scene file: several products over one
/// place, and terrain models.
enum InputsKey {
  private static let productKeys = [
    "name", "input", "names", "sensor", "level", "scale", "offset",
    "roles", "bands", "masks", "nodata",
  ]
  private static let terrainKeys = ["name", "terrain", "derive", "nodata"]

  static func inputs(_ value: YAMLValue, folder: URL) throws -> [Scene.Source] {
    var sources: [Scene.Source] = []
    for item in try value.list("inputs") {
      let source = try self.source(item, folder: folder)
      guard !sources.contains(where: { $0.name.lowercased() == source.name.lowercased() }) else {
        throw item.error("two inputs are called '\(source.name)'")
      }
      sources.append(source)
    }
    guard !sources.isEmpty else { throw value.error("inputs is empty") }
    return sources
  }

  private static func source(_ value: YAMLValue, folder: URL) throws -> Scene.Source {
    let isTerrain = try value.entries("an input").contains { $0.key == "terrain" }
    let entries = try value.mapping("an input", known: isTerrain ? terrainKeys : productKeys)
    guard let nameValue = entries["name"] else {
      throw value.error("an input needs a 'name', such as s2, by which its bands are called")
    }
    let name = try self.name(nameValue)
    let noData = try entries["nodata"].map(SceneFile.noData)
    if let terrain = entries["terrain"] {
      return Scene.Source(
        name: name,
        kind: .terrain(
          path: try path(terrain, "terrain", folder), derive: try derived(entries["derive"])),
        noData: noData)
    }
    guard let input = entries["input"] else {
      throw value.error("input '\(name)' needs 'input' (a raster or a product) or 'terrain'")
    }
    return Scene.Source(
      name: name,
      kind: .product(
        try SceneFile.input(entries, paths: SceneFile.paths(input, folder: folder), of: value),
        bands: try entries["bands"].map { try SceneFile.distinctNames($0, what: "bands") },
        masks: try entries["masks"].map(masks)),
      noData: noData)
  }

  /// Words of the scene file that an input's name cannot be.
  private static let taken = ["first", "finest", "bands", "ratios", "index", "spectral"]

  private static func name(_ value: YAMLValue) throws -> String {
    let name = try value.string("name")
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard isPlain, name.first?.isLetter == true, name.count <= 32, !taken.contains(name) else {
      throw value.error(
        "an input cannot be called '\(name)': use a letter, then letters, digits and '_' (at most "
          + "32), and none of \(taken.joined(separator: ", "))")
    }
    return name
  }

  private static func path(_ value: YAMLValue, _ what: String, _ folder: URL) throws -> String {
    let path = try value.string(what)
    guard !path.isEmpty else { throw value.error("\(what) is empty") }
    return SceneFile.resolve(path, in: folder)
  }

  private static func derived(_ value: YAMLValue?) throws -> [String] {
    guard let value else { return Scene.Source.terrainFeatures }
    let items = value.isList ? try value.list("derive") : [value]
    let words = try items.map { try $0.choice("derive", of: Scene.Source.terrainFeatures) }
    guard !words.isEmpty else { throw value.error("derive is empty") }
    guard Set(words).count == words.count else { throw value.error("derive holds a word twice") }
    return words
  }

  /// Only names: rules of one's own are the scene's.
  private static func masks(_ value: YAMLValue) throws -> [String] {
    let masks = try MaskKey.masks(value, folder: URL(fileURLWithPath: "/"))
    guard masks.names.isEmpty else {
      throw value.error(
        "the masks of an input are names of its product's; write '\(masks.names[0])' under the "
          + "scene's own 'masks'")
    }
    return masks.product ?? []
  }

  /// `first`, `finest`, or an input's name.
  static func frame(_ value: YAMLValue, among inputs: [Scene.Source]) throws -> Scene.Frame {
    switch try value.choice("grid", of: ["first", "finest"] + inputs.map(\.name)) {
    case "first": return .first
    case "finest": return .finest
    case let name: return .named(name)
    }
  }
}
