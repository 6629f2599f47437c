import Rasters
import Testing

@testable import Scenes

/// Scene files with several inputs.
@Suite struct InputsKeyTests {
  static let text = """
    inputs:
      - {name: s2, input: S2.SAFE, bands: [red, nir], masks: [cloud]}
      - {name: l8, input: [a.tif, /b.tif], names: [x, y], masks: none, nodata: 0}
      - {name: dem, terrain: dem.tif, derive: [slope, elevation], nodata: nan}
      - {name: relief, terrain: /r.tif}
    grid: finest
    masks: [none, spectral.vegetation]
    bands: [s2.red, slope]
    """

  private static func parse(_ text: String) throws -> Scene {
    try SceneFile.parse(text, file: "/data/s.yaml")
  }

  @Test func everythingIsTaken() throws {
    let scene = try Self.parse(Self.text)
    #expect(scene.inputs.map(\.name) == ["s2", "l8", "dem", "relief"])
    #expect(
      scene.inputs.map(\.kind) == [
        .product(.init(paths: ["/data/S2.SAFE"]), bands: ["red", "nir"], masks: ["cloud"]),
        .product(
          .init(paths: ["/data/a.tif", "/b.tif"], names: ["x", "y"]), bands: nil, masks: []),
        .terrain(path: "/data/dem.tif", derive: ["slope", "elevation"]),
        .terrain(path: "/r.tif", derive: ["elevation", "slope", "roughness"]),
      ])
    #expect(scene.inputs[1].noData == 0 && scene.inputs[2].noData?.isNaN == true)
    #expect(scene.frame == .finest && scene.bands == ["s2.red", "slope"])
    #expect(
      scene.input.paths == ["/data/S2.SAFE", "/data/a.tif", "/b.tif", "/data/dem.tif", "/r.tif"])
    #expect(scene.masks.product == [] && scene.masks.names == ["spectral.vegetation"])
  }

  @Test(arguments: ["", "grid: finest", "grid: dem"]) func readsBack(_ grid: String) throws {
    let text = Self.text.replacing("grid: finest", with: grid).replacing(
      "nodata: nan", with: "nodata: -1")
    let scene = try Self.parse(text)
    #expect(try Self.parse(SceneFile.text(scene)) == scene)
  }

  @Test(arguments: [
    ("inputs: a.tif", "1:9: inputs must be a list"),
    ("inputs: []", "1:9: inputs is empty"),
    ("inputs: [a.tif]", "1:10: an input must be a mapping (key: value)"),
    (
      "inputs: [{input: a.tif}]",
      "1:10: an input needs a 'name', such as s2, by which its bands are called"
    ),
    (
      "inputs: [{name: a}]",
      "1:10: input 'a' needs 'input' (a raster or a product) or 'terrain'"
    ),
    (
      "inputs: [{name: a, terrain: b.tif, bands: [c]}]",
      "1:36: unknown key 'bands' in an input; known keys: name, terrain, "
        + "derive, nodata"
    ),
    (
      "inputs: [{name: a, input: b.tif, derive: slope}]",
      "1:34: unknown key 'derive' in an input; known keys: name, input, names, sensor, level, scale, offset, roles, bands, masks, nodata"
    ),
    (
      "inputs: [{name: a.b, input: c.tif}]",
      "1:17: an input cannot be called 'a.b': use a letter, then letters, digits and '_' (at most "
        + "32), and none of first, finest, bands, ratios, index, spectral"
    ),
    (
      "inputs: [{name: index, input: c.tif}]",
      "1:17: an input cannot be called 'index': use a letter, then letters, digits and '_' (at "
        + "most 32), and none of first, finest, bands, ratios, index, spectral"
    ),
    (
      "inputs: [{name: a, input: c.tif}, {name: A, input: d.tif}]",
      "1:35: two inputs are called 'A'"
    ),
    (
      "inputs: [{name: a, terrain: b.tif, derive: aspect}]",
      "1:44: derive 'aspect' is not known; choose from elevation, slope, roughness"
    ),
    ("inputs: [{name: a, terrain: b.tif, derive: []}]", "1:44: derive is empty"),
    (
      "inputs: [{name: a, terrain: b.tif, derive: [slope, slope]}]",
      "1:44: derive holds a word twice"
    ),
    ("inputs: [{name: a, terrain: ''}]", "1:29: terrain is empty"),
    (
      "inputs: [{name: a, input: b.tif, masks: [spectral.water]}]",
      "1:41: the masks of an input are names of its product's; write 'spectral.water' under the "
        + "scene's own 'masks'"
    ),
    (
      "inputs: [{name: a, input: b.tif}]\ninput: c.tif",
      "2:8: the scene has 'input' and 'inputs'; write one of them"
    ),
    (
      "inputs: [{name: a, input: b.tif}]\ngrid: c",
      "2:7: grid 'c' is not known (did you mean 'a'?); choose from first, finest, a"
    ),
    ("input: a.tif\ngrid: first", "2:7: grid goes with 'inputs' only"),
    (
      "inputs: [{name: a, input: b.tif}]\nnodata: 0",
      "2:9: of several inputs 'nodata' goes with its input"
    ),
  ])
  func whatIsWrongIsSaid(_ text: String, _ message: String) {
    do {
      _ = try Self.parse(text)
      Issue.record("no error")
    } catch {
      #expect("\(error)" == "/data/s.yaml:" + message)
    }
  }
}
