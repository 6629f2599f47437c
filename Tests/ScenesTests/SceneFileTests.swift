import Clusterers
import Encoders
import Ensembles
import Fitting
import Foundation
import Learning
import Rasters
import Testing

@testable import Scenes

/// Scene files that are right.
@Suite struct SceneFileTests {
  static func parse(_ text: String) throws -> Scene {
    try SceneFile.parse(text, file: "/data/scenes/valley.yaml")
  }

  @Test(arguments: [
    "input: valley.tif", "input: valley.tif\nunits: 8\nseed: 0\n",
    "# a comment\ninput:\n  - valley.tif\n", "input: valley.tif\r\nunits: 8\r\n",
    "\u{feff}input: valley.tif", "---\ninput: valley.tif\n...\n", "{input: [valley.tif]}",
    "input: {paths: valley.tif}",
  ])
  func shortestHasDefaults(_ text: String) throws {
    let scene = try Self.parse(text)
    #expect(scene == Scene(name: "valley", input: .init(paths: ["/data/scenes/valley.tif"])))
    #expect(scene.recipeName == "standard" && scene.recipe.units == 8)
    #expect(scene.recipe.encoder == "identity" && scene.recipe.clusterer == "vote")
    #expect(scene.smoothing == Detail.medium.smoothing)
    #expect(scene.outputs == Scene.Output.standard && scene.seed == 0)
  }

  @Test func everyKeyIsTaken() throws {
    let scene = try Self.parse(Self.full)
    #expect(scene.name == "Valley one")
    #expect(scene.input == .init(paths: ["/data/scenes/a.tif", "/else/b.tif"], names: ["x", "y"]))
    #expect(scene.bands == ["y", "x"] && scene.noData == -9999 && scene.masks.product == ["cloud"])
    #expect(scene.region == .bounds([1, 2.5, 3, 4], crs: "EPSG:4326"))
    #expect(scene.resampling == .cubic && scene.sampleSize == 5000 && scene.seed == 42)
    #expect(scene.recipeName == "pca" && scene.recipe.units == 12)
    #expect(scene.recipe.scaling == .robust)
    #expect(scene.recipe.encoder == "pca")
    #expect(
      scene.recipe.encoderParameters == [
        "components": .integer(3), "whiten": .flag(true), "variance": .number(0.95),
      ])
    #expect(scene.recipe.whitening)
    #expect(scene.recipe.filter == BilateralSettings(radius: 3, bandwidth: 0.5, passes: 1))
    #expect(scene.recipe.clusterer == "k-means")
    #expect(scene.recipe.clustererParameters == ["restarts": .integer(3)])
    #expect(scene.smoothing == .majority(window: 7, keepCentre: false))
    #expect(scene.style == "/data/scenes/looks/mine.yaml" && scene.outputs == [.map, .model])
    #expect(scene.relabel == "/data/scenes/../old/units.tif")
    #expect(scene.sieve == .hectares(2.5))
    #expect(
      scene.known
        == .init(
          labels: .init(path: "/data/scenes/../outcrops.gpkg", field: "rock"), holdOut: 0.5))
    #expect(scene.reference == .init(path: "/else/truth.shp", field: "class"))
    #expect(scene.terrain == "/data/scenes/relief.tif")
    #expect(scene.features == [.bands, .logCentred])
    #expect(scene.composite == ["x", "y", "x"])
    #expect(scene.unitNames == .hints)
    #expect(scene.library == "/data/scenes/splib07a")
    #expect(scene.title == "A: \"map\"" && scene.credit == "Us")
  }

  @Test(
    arguments: [
      ("none", .none), ("majority", .majority(window: 5, keepCentre: true)),
      ("{window: 3}", .majority(window: 3, keepCentre: true)),
      ("mrf", .mrf(PottsSettings())), ("{method: mrf}", .mrf(PottsSettings())),
      (
        "{method: mrf, strength: 2.5, sweeps: 3, window: 7}",
        .mrf(PottsSettings(strength: 2.5, sweeps: 3, window: 7))
      ),
      ("{method: mrf, strength: 0}", .none), ("{method: none}", .none),
    ] as [(String, Smoothing)])
  func smoothings(_ text: String, _ wanted: Smoothing) throws {
    #expect(try Self.parse("input: a.tif\nsmoothing: \(text)").smoothing == wanted)
  }

  @Test func labelsHaveShortForms() throws {
    let scene = try Self.parse("input: a.tif\nknown: {raster: l.tif}\nreference: t.tif")
    #expect(scene.known == .init(labels: .init(path: "/data/scenes/l.tif"), holdOut: 0.3))
    #expect(scene.reference == .init(path: "/data/scenes/t.tif"))
    let other = try Self.parse("input: a.tif\nreference: {raster: t.tif}")
    #expect(other.reference == scene.reference)
  }

  @Test func unitsMayBeARange() throws {
    let scene = try Self.parse("input: a.tif\nunits: 4..9")
    #expect(scene.units == .best(of: 4...9) && scene.recipe.units == 9)
    #expect(SceneFile.text(scene).contains("units: 4..9\n"))
    #expect(try Self.parse("input: a.tif\nunits: 5..5").units == 5)
  }

  @Test func everyDocumentedKeyIsInTheFullFile() {
    let texts = "\n\(Self.full)\n\(InputsKeyTests.text)"
    for key in SceneFile.keys { #expect(texts.contains("\n\(key):"), "\(key)") }
  }

  static let full = """
    name: Valley one
    input: {paths: [a.tif, /else/b.tif], names: [x, y]}
    allow-vrt: true
    bands: [y, x]
    region: {bounds: [1, 2.5, 3, 4], crs: "EPSG:4326"}
    nodata: -9999
    masks: cloud
    resampling: cubic
    sample: 5000
    recipe: pca
    scaling: robust
    encoder: {method: pca, components: 3, whiten: yes, variance: 0.95}
    whitening: true
    filter: {method: bilateral, radius: 3, bandwidth: 0.5, passes: 1}
    clusterer: {method: k-means, restarts: 3}
    units: 12
    detail: fine
    smoothing: {method: majority, window: 7, ties: smallest}
    known: {file: ../outcrops.gpkg, field: rock, hold-out: 0.5}
    reference: {file: /else/truth.shp, field: class}
    style: looks/mine.yaml
    palette: greys
    colours: named.yaml
    outputs: [map, model]
    relabel: ../old/units.tif
    sieve: 2.5
    terrain: relief.tif
    features: [bands, bands.log-centred]
    composite: [x, y, x]
    unit-names: hints
    library: splib07a
    title: 'A: "map"'
    credit: Us
    seed: 42
    """

  /// The order of keys in the file does not matter: a recipe first, then what
  /// is said beside it.
  @Test(arguments: NamedRecipe.all.map(\.name)) func recipesAreOverridden(_ name: String) throws {
    let preset = try #require(NamedRecipe.named(name))
    let plain = try Self.parse("input: a.tif\nrecipe: \(name)\nunits: 5")
    #expect(plain.recipe == preset.recipe(units: 5) && plain.smoothing == preset.smoothing)
    let said = ["smoothing: none", "encoder: identity", "units: 3", "filter: bilateral"]
    let before = try Self.parse(
      (said + ["input: a.tif", "recipe: \(name)"]).joined(separator: "\n"))
    let after = try Self.parse(
      (["recipe: \(name)", "input: a.tif"] + said).joined(separator: "\n"))
    #expect(before == after && before.recipeName == name)
    #expect(before.recipe.encoder == "identity" && before.recipe.encoderParameters.isEmpty)
    #expect(before.recipe.units == 3 && before.smoothing == .none)
    #expect(before.recipe.filter == BilateralSettings())
    #expect(before.recipe.clusterer == preset.clusterer)
  }

  /// Every recipe, encoder and clusterer names what there is, with settings
  /// that its own table allows.
  @Test func recipesAreSound() throws {
    for preset in NamedRecipe.all {
      let encoder = try #require(EncoderMethod.named(preset.encoder))
      let clusterer = try #require(ClustererMethod.named(preset.clusterer))
      for parameter in encoder.parameters + clusterer.parameters {
        #expect(parameter.problem(with: parameter.standard) == nil, "\(parameter.name)")
      }
      for (declared, given) in [
        (encoder.parameters, preset.encoderParameters),
        (clusterer.parameters, preset.clustererParameters),
      ] {
        for (name, value) in given {
          let parameter = declared.first { $0.name == name }
          #expect(parameter != nil && parameter?.problem(with: value) == nil)
        }
      }
    }
  }

  /// Every parameter of every method can be written with its own default.
  @Test func everyParameterIsTaken() throws {
    for method in EncoderMethod.all {
      let scene = try Self.parse(Self.written("encoder", method.name, method.parameters))
      #expect(
        Parameters(method.parameters, given: scene.recipe.encoderParameters)
          == Parameters(method.parameters, given: Self.read(method.parameters)), "\(method.name)")
    }
    for method in ClustererMethod.all {
      let scene = try Self.parse(Self.written("clusterer", method.name, method.parameters))
      #expect(scene.recipe.clustererParameters == Self.read(method.parameters), "\(method.name)")
    }
  }

  static func written(_ step: String, _ name: String, _ parameters: [Parameter]) -> String {
    "input: a.tif\n\(step):\n  method: \(name)\n"
      + parameters.map { "  \($0.name): \($0.standard)\n" }.joined()
  }

  /// Whole numbers are read as such wherever they stand.
  static func read(_ parameters: [Parameter]) -> [String: ParameterValue] {
    Dictionary(
      uniqueKeysWithValues: parameters.map { parameter in
        guard case .number(let value) = parameter.standard, let whole = Int("\(value)") else {
          return (parameter.name, parameter.standard)
        }
        return (parameter.name, .integer(whole))
      })
  }

  @Test(arguments: [
    ("a.tif", "/data/scenes/a.tif"), ("/abs/a.tif", "/abs/a.tif"),
    ("sub/a.tif", "/data/scenes/sub/a.tif"), ("../a.tif", "/data/a.tif"),
    ("'a b #1.tif'", "/data/scenes/a b #1.tif"), ("größe.tif", "/data/scenes/größe.tif"),
    ("\"%41.tif\"", "/data/scenes/%41.tif"), ("5", "/data/scenes/5"),
  ])
  func pathsAreRelativeToTheFile(_ written: String, _ path: String) throws {
    let scene = try Self.parse("input: \(written)")
    #expect(scene.input.paths.map { URL(fileURLWithPath: $0).standardized.path } == [path])
  }

  @Test func aFileNamedWithoutAFolder() throws {
    let scene = try SceneFile.parse("input: a.tif\nstyle: lithology", file: "b.yaml")
    let folder = FileManager.default.currentDirectoryPath
    #expect(scene.input.paths == ["\(folder)/a.tif"] || scene.input.paths == ["a.tif"])
    #expect(scene.style == "lithology" && scene.name == "b")
  }

  @Test(arguments: [
    ("nan", true), (".nan", true), (".NaN", true), ("-1", false), ("0", false), ("1e30", false),
  ])
  func noDataMayBeNaN(_ written: String, isNaN: Bool) throws {
    let scene = try Self.parse("input: a.tif\nnodata: \(written)")
    #expect(scene.noData?.isNaN == isNaN)
    if !isNaN { #expect(scene.noData == Double(written)) }
  }

  @Test(arguments: [
    ("none", [String]()), ("[]", []), ("null", []), ("~", []), ("cloud", ["cloud"]),
    ("[cloud, water]", ["cloud", "water"]),
  ])
  func masks(_ written: String, _ names: [String]) throws {
    #expect(try Self.parse("input: a.tif\nmasks: \(written)").masks == .init(product: names))
  }

  @Test func anchorsMayBeUsed() throws {
    let scene = try Self.parse("input: {paths: [a.tif, b.tif], names: &n [x, y]}\nbands: *n")
    #expect(scene.bands == ["x", "y"])
  }

  /// Bytes on disk: UTF-8 only, and not too many.
  @Test func filesAreRead() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("s.yaml").path
    let write = { (bytes: [UInt8]) in
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    try write(Array("input: a.tif".utf8))
    #expect(try SceneFile.read(path).input.paths == [folder.path + "/a.tif"])
    try write([0x69, 0x6e, 0xff, 0xfe])
    #expect(throws: Failure.usage("'\(path)' is not UTF-8 text")) { try SceneFile.read(path) }
    try write([UInt8](repeating: 0x23, count: 1 << 20))
    let message = "\(path): 1048576 bytes is too large for a file of settings (at most 262144)"
    #expect { try SceneFile.read(path) } throws: { "\($0)" == message }
    #expect(throws: Failure.usage("'\(folder.path)/none' cannot be read")) {
      try SceneFile.read(folder.path + "/none")
    }
  }
}
