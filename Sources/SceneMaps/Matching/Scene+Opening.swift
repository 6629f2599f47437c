import Features
import Foundation
public import Learning
import Products
import RasterIO
public import Rasters
public import Scenes
import Settings

extension Scene {
  /// Reads and checks a scene file.
  public init(file path: String) throws {
    self = try SceneFile.read(LocalPath.file(path).typed)
  }

  /// The standard recipe on a raster, a product folder or an archive.
  public init(input path: String, units: Int? = nil) throws {
    let location = try LocalPath(path)
    self.init(
      name: Self.name(of: location.stem), input: .init(paths: [location.typed]),
      units: try Self.checked(units))
  }

  /// The standard recipe on several rasters, which hold the bands of one scene.
  public init(inputs paths: [String]) throws {
    guard paths.count > 1 else {
      try self.init(input: paths.first ?? "")
      return
    }
    if let file = paths.first(where: { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }) {
      throw Failure.usage(
        "'\(file)' is one of \(paths.count) inputs: a scene file stands alone, and several inputs "
          + "are raster files, the bands of one scene")
    }
    let locations = try paths.map { try LocalPath($0) }
    self.init(
      name: ProductCatalogue.name(ofFiles: locations.map(\.stem)),
      input: .init(paths: locations.map(\.typed)))
  }

  /// Archives end in two extensions.
  package static func name(of stem: String) -> String {
    stem.hasSuffix(".tar") ? String(stem.dropLast(4)) : stem
  }

  /// A scene file or an input, told apart by the ending `.yaml` or `.yml`.
  public init(_ path: String, units: Int? = nil) throws {
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
      try self.init(input: path, units: units)
      return
    }
    try self.init(file: path)
    if let units = try Self.checked(units) { self.units = units }
  }

  private static func checked(_ units: Int?) throws -> UnitCount? {
    try units.map { try SceneSettings.units.checked(.exactly($0)) }
  }

  /// Takes over a named recipe, keeping the number of units.
  public mutating func useRecipe(_ name: String) throws {
    guard let preset = NamedRecipe.named(name) else {
      throw Failure.unknownName(
        SceneSettings.recipe.name, found: name, known: NamedRecipe.all.map(\.name))
    }
    apply(preset)
  }

  /// Names labels of known units: a raster, or polygons or points with a
  /// class in `field`. The path may name the layer of a vector file:
  /// `outcrops.gpkg|layername=rocks`.
  public mutating func useKnown(
    _ path: String, field: String?, holdOut: Double?, use: LabelUse? = nil
  ) throws {
    let holdOut = try holdOut.map { try SceneSettings.holdOut.checked($0) }
    let known = Known(labels: Labels(path: path, field: field), holdOut: holdOut, use: use)
    _ = try LocalPath.file(known.labels.path)
    self.known = known
  }

  /// "8", or "4..16" for the best of these.
  public mutating func useUnits(_ text: String) throws {
    units = try UnitCount(text)
  }

  public mutating func allowVirtualRasters() { allowsVirtualRasters = true }
  public mutating func useSeed(_ seed: UInt64) { self.seed = seed }
  public mutating func useSieve(_ unit: MinimumMappingUnit) { sieve = unit }
  public mutating func useStyle(_ style: String) { self.style = style }

  /// Takes the colours of the units from elsewhere.
  public mutating func usePalette(_ name: String) { palette = name }

  /// Takes names and colours of the units from a file.
  public mutating func useColours(_ path: String) { colours = path }
  public mutating func useBands(_ names: [String]) { bands = names }

  /// Masks in place of the scene file's: names of the
  /// product's masks or of spectral rules with commas between them, `none`,
  /// or the polygons of a file, `inside=lakes.gpkg` and `outside=area.shp`.
  public mutating func useMasks(_ words: [String]) throws {
    var masks = Masks()
    for word in words { try masks.add(option: word) }
    self.masks = masks
  }
}

extension Scene.Masks {
  fileprivate mutating func add(option: String) throws {
    for (word, kind) in [("inside", Scene.AreaRule.Kind.inside), ("outside", .outside)]
    where option.hasPrefix(word + "=") {
      let file = VectorName(String(option.dropFirst(word.count + 1)))
      try add(
        Scene.AreaRule(
          name: Scene.AreaRule.standardName(file, kind: kind), path: file.path, kind: kind,
          layer: file.layer))
      return
    }
    for word in option.split(separator: ",", omittingEmptySubsequences: false) {
      let word = word.trimmingCharacters(in: .whitespaces)
      guard !word.isEmpty, !word.contains("=") else {
        throw Failure.outOfRange(
          SceneSettings.masks.name, found: "'\(option)'", allowed: SceneSettings.masks.allowed.text)
      }
      try add(word: word)
    }
  }
}
