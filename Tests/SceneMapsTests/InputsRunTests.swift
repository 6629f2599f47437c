import Foundation
import Inspection
import RasterIO
import Rasters
import Scenes
import TestSupport
import Testing

@testable import Jobs
@testable import SceneMaps

/// Whole runs of scenes with several inputs.
@Suite struct InputsRunTests {
  private let folder: TemporaryFolder

  /// Two rasters of 30 and 20 m that have red and nir both, and heights in
  /// degrees.
  init() throws {
    folder = try TemporaryFolder()
    try RasterFixture(
      grid: RasterFixture.utm(90, 70), bands: 3, noData: 0, names: ["green", "red", "nir"]
    ) { ScrambledField.patches(band: $0, column: $1, row: $2, size: 9) }
    .write(to: folder.file("a.tif"))
    try RasterFixture(
      grid: RasterFixture.utm(140, 120, left: 500_100, top: 6_499_900, pixel: 20), bands: 3,
      noData: 0, names: ["red", "nir", "swir1"]
    ) { ScrambledField.patches(band: 3 + $0, column: $1, row: $2, size: 7) }
    .write(to: folder.file("b.tif"))
    let degrees = try SpatialReference.grid(
      width: 120, height: 100,
      transform: GeoTransform(
        left: 140.998, top: -31.633, pixelWidth: 0.00035, pixelHeight: 0.0003), epsg: 4326)
    try RasterFixture(grid: degrees, bands: 1, noData: -9999) { _, column, row in
      Float(200 + (column * column) / 40 + ((row * 7) % 23))
    }.write(to: folder.file("dem.tif"))
  }

  private static let inputs = """
    inputs:
      - {name: a, input: a.tif}
      - {name: b, input: b.tif, bands: [red, swir1]}
      - {name: dem, terrain: dem.tif, derive: [slope]}
    recipe: k-means
    units: 4
    sample: 2000
    outputs: [model, features, statistics, report]
    """

  private func scene(_ text: String, name: String = "scene.yaml") throws -> Scene {
    try Scene(file: folder.write(text, to: name))
  }

  private func options(_ name: String, threads: Int = 2, memory: Int = 1 << 30) -> RunOptions {
    RunOptions(folder: folder.file(name), threads: threads, memory: memory, overwrite: true)
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
  }

  @Test func runsSayWhatTheyUsed() throws {
    let more = """

      features: [bands, index.ndvi, {name: q, expression: "b.red / a.red"}]
      masks: [{name: steep, feature: dem.slope, above: 12}, {name: high, feature: elevation, above: 700}]
      """
    let report = try Facies.run(scene(Self.inputs + more), options: options("out"))
    #expect(report.bands.map(\.name) == ["green", "a.red", "nir", "b.red", "swir1", "slope"])
    #expect(
      report.features.suffix(2).map(\.formula) == [
        "(nir - a.red) / (nir + a.red)", "b.red / a.red",
      ])
    #expect(report.level == "reflectance + terrain")
    #expect(report.masks.map(\.name) == ["steep", "high"])
    #expect((report.masks.first?.pixels ?? 0) > 20)
    #expect(report.notes.contains("read for masks only: dem.elevation"))
    #expect(report.inputs.count == 3)
    let units = try RasterDataset(path: folder.file("out/units.tif")).grid
    let columns = try String(contentsOfFile: folder.file("out/units.csv"), encoding: .utf8)
    #expect(
      columns.contains("a.red") && columns.contains("slope") && !columns.contains("elevation"))
    // From where the second raster begins, to the end of the first.
    #expect(units.transform?.coefficients == [500_090, 30, 0, 6_499_910, 0, -30].map { $0 })
  }

  @Test func bytesDependOnNeitherThreadsNorMemory() throws {
    let scene = try scene(Self.inputs)
    let least = try Self.leastMemory { try Facies.plan(scene, options: options("p", memory: $0)) }
    for (name, threads, memory) in [
      ("one", 1, 1 << 30), ("two", 2, least), ("three", 3, least + (64 << 20)),
    ] {
      _ = try Facies.run(scene, options: options(name, threads: threads, memory: memory))
    }
    for file in ["units.tif", "units.csv", "model.safetensors", "features.tif", "report.html"] {
      let first = try bytes("one/" + file)
      #expect(try bytes("two/" + file) == first, "\(file)")
      #expect(try bytes("three/" + file) == first, "\(file)")
    }
  }

  /// The smallest budget in whole megabytes that is accepted.
  private static func leastMemory(_ plan: (Int) throws -> [String]) throws -> Int {
    var (refused, accepted) = (1, 1024)
    while accepted - refused > 1 {
      let middle = (refused + accepted) / 2
      if (try? plan(middle << 20)) != nil { accepted = middle } else { refused = middle }
    }
    return accepted << 20
  }

  /// A model finds its bands by name in another file with other inputs.
  @Test func modelsAreAppliedToOtherSceneFiles() throws {
    _ = try Facies.run(scene(Self.inputs), options: options("fit"))
    let model = folder.file("fit/model.safetensors")
    let other = try scene(
      """
      inputs:
        - {name: dem, terrain: dem.tif}
        - {name: b, input: b.tif}
        - {name: a, input: a.tif}
      grid: a
      outputs: [features]
      """, name: "other.yaml")
    #expect(
      message { try Facies.map(other, model: model, options: options("no")) }
        == "'other' has no band 'nir' (which one: b.nir or a.nir?); 'other' has elevation, slope, "
        + "roughness, b.red, b.nir, swir1, green, a.red, a.nir")
    let few = try scene(
      """
      inputs:
        - {name: dem, terrain: dem.tif}
        - {name: b, input: b.tif, bands: [swir1, red]}
        - {name: a, input: a.tif}
      grid: a
      outputs: [features]
      """, name: "few.yaml")
    let report = try Facies.map(few, model: model, options: options("map"))
    #expect(report.bands.map(\.name) == ["green", "a.red", "nir", "b.red", "swir1", "slope"])
    #expect(try bytes("map/units.tif").count > 0)
    let (first, second) = try (
      RasterDataset(path: folder.file("fit/units.tif")).plane(),
      RasterDataset(path: folder.file("map/units.tif")).plane()
    )
    #expect(first == second)
  }

  @Test func sceneFilesAreInspected() throws {
    _ = try scene(Self.inputs + "\nbands: [slope, b.red]\nmasks: [spectral.vegetation]")
    let page = try Facies.inspect([folder.file("scene.yaml")])
    #expect(page.product == "raster + terrain model")
    #expect(page.bands.map(\.name) == ["slope", "b.red", "a.red", "nir"])
    #expect(page.bands.map(\.isUsed) == [true, true, false, false])
    #expect(page.masks.map(\.name) == ["spectral.vegetation"])
    #expect(page.notes.contains("b: bilinear, 20 m to 30 m"))
  }

  @Test(arguments: [
    ("bands: [red]", "'scene' has no band 'red' (which one: a.red or b.red?); 'scene' has"),
    ("bands: [c.red]", "'scene' has no band 'c.red'"),
    ("bands: [a.red, red]", "which one: a.red or b.red?"),
    ("bands: [slope, dem.slope]", "a band is named twice in 'slope, dem.slope'"),
    (
      "features: [red]",
      "feature 'red' is neither a band nor an index (which one: a.red or b.red?); 'scene' has"
    ),
    ("features: [index.mndwi]", "no input has all bands of index.mndwi = "),
    (
      "masks: [cloud]",
      "of several inputs masks of a product go with their input: write masks: [cloud] beside its "
        + "'input', not 'cloud' among those of the scene"
    ),
    (
      "masks: [{feature: nir, above: 1}]",
      "mask 'nir above 1': feature 'nir' is neither a band nor an index (which one: a.nir or b.nir?)"
    ),
    ("composite: [slope, a.red, green]", "'slope' is computed of heights"),
    ("region: {window: [0, 0, 2, 2]}", "the region (2x2 at column 0, row 0) lies outside 'scene'"),
  ])
  func whatIsWrongIsSaid(_ line: String, _ text: String) throws {
    let scene = try scene(Self.inputs + "\n" + line)
    let found = message {
      let source = try OpenScene(scene)
      _ = try source.composites()
    }
    #expect(found?.contains(text) == true, "\(found ?? "no error")")
  }

  @Test func errorsNameTheirInput() throws {
    let text = Self.inputs.replacing("b.tif, bands: [red, swir1]", with: "b.tif, bands: [blue]")
    let found = message { try OpenScene(scene(text)) }
    #expect(found?.hasPrefix("input 'b': raster 'b' has no band 'blue'") == true, "\(found ?? "")")
    let gone = Self.inputs.replacing("dem.tif", with: "gone.tif")
    #expect(
      message { try OpenScene(scene(gone)) }?.hasPrefix("input 'dem': '") == true)
  }

  private func message<T>(_ body: () throws -> T) -> String? {
    do {
      _ = try body()
      return nil
    } catch { return "\(error)" }
  }
}
