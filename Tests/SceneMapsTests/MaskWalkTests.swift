import Kernels
import RasterIO
import Rasters
import Scenes
import TestSupport
import Testing

@testable import Jobs
@testable import SceneMaps

/// Masks of every kind in a walk over a scene.
@Suite struct MaskWalkTests {
  private let folder: TemporaryFolder
  private static let (width, height) = (50, 40)
  private static let names = ["green", "red", "nir", "swir1", "swir2"]

  private static func value(_ band: Int, _ column: Int, _ row: Int) -> Float {
    Float(1 + ScrambledField.bits(band * 10_000 + row * 100 + column) % 200)
  }

  init() throws {
    folder = try TemporaryFolder()
    let grid = try RasterFixture.utm(Self.width, Self.height)
    try RasterFixture(grid: grid, bands: 5, names: Self.names, value: Self.value)
      .write(to: folder.file("scene.tif"))
    let coarse = try RasterFixture.utm(10, 8, pixel: 150)
    try RasterFixture(grid: coarse, bands: 1, type: .uint8, noData: 9) { $2 == 3 ? 9 : Float($1) }
      .write(to: folder.file("roads.tif"))
    let box: [Double] = [500_000, 6_500_000 - 300, 500_600, 6_500_000]
    try folder.write(VectorText.boxes([("", box)], epsg: 32754), to: "lakes.geojson")
  }

  private static let lines = """
    masks:
      - {inside: lakes.geojson}
      - {name: roads, raster: roads.tif, values: [7, 9]}
      - {name: plants, feature: index.ndvi, above: 0.4}
      - {name: dim, expression: "(green + red) / 2", below: 30}
    """

  private func scene(_ lines: String) throws -> Scene {
    try Scene(file: folder.write("input: scene.tif\n\(lines)\n", to: "scene.yaml"))
  }

  private struct Walked: Equatable {
    var valid: [UInt8] = []
    var values: [Float] = []
    var rejected: [String: Int] = [:]
  }

  private func walk(_ scene: Scene, rows: Int, lanes: Int) throws -> Walked {
    let source = try OpenScene(scene)
    let walk = source.walk(
      rowsPerStrip: rows, workers: Workers(lanes), control: RunControl())
    var out = Walked()
    try walk.forEach(stage: "", halo: 1) { strip, core in
      let start = strip.bands.start(ofRow: core.lowerBound)
      for index in start..<start + core.count * strip.width {
        out.valid.append(strip.features.valid[index])
        out.values.append(strip.features.plane(0)[index])
      }
      for (reason, count) in zip(walk.reasons, strip.rejected) {
        out.rejected[reason, default: 0] += count
      }
    }
    return out
  }

  /// By hand, pixel by pixel.
  private static func reason(_ column: Int, _ row: Int) -> String? {
    let v = (0..<5).map { value($0, column, row) }
    if column < 20, row < 10 { return "inside lakes" }
    if column / 5 == 7, row / 5 != 3 { return "roads" }
    if (v[2] - v[1]) / (v[2] + v[1]) > 0.4 { return "plants" }
    return (v[0] + v[1]) / 2 < 30 ? "dim" : nil
  }

  /// The bands of the rules are not learnt from, and neither strips nor
  /// threads matter.
  @Test(arguments: [(40, 1), (1, 2), (7, 3), (39, 2)])
  func masksAreApplied(_ rows: Int, _ lanes: Int) throws {
    let walked = try walk(scene("bands: [swir1, swir2]\n" + Self.lines), rows: rows, lanes: lanes)
    let wanted = (0..<Self.width * Self.height).map {
      Self.reason($0 % Self.width, $0 / Self.width)
    }
    #expect(walked.valid == wanted.map { $0 == nil ? 1 : 0 })
    for index in wanted.indices {
      let value = Self.value(3, index % Self.width, index / Self.width)
      #expect(walked.values[index] == (wanted[index] == nil ? value : 0))
    }
    for name in ["inside lakes", "roads", "plants", "dim"] {
      let count = wanted.count { $0 == name }
      #expect(walked.rejected[name] == count && count > 10, "\(name)")
    }
    #expect(walked.rejected["no data"] == 0)
  }

  @Test func bandsOfTheSceneAreReadOnce() throws {
    let few = try OpenScene(scene("bands: [swir1, red]\n" + Self.lines)).stack
    #expect(few.bands.map(\.name) == ["swir1", "red"])
    #expect(few.maskBands.map(\.name) == ["nir", "green"])
    #expect(few.notes.contains("read for masks only: nir, green"))
    #expect(
      few.files.map { $0.split(separator: "/").last } == [
        "scene.tif", "lakes.geojson", "roads.tif",
      ])
    let all = try OpenScene(scene(Self.lines)).stack
    #expect(all.bands.count == 5 && all.maskBands.isEmpty)
  }

  @Test(arguments: [
    ("{inside: none.gpkg}", "none.gpkg' does not exist"),
    ("{inside: scene.tif}", "cannot be read as a vector file"),
    ("{raster: scene.tif, values: 1}", "has 5 bands; a mask needs a raster of one band"),
    ("{raster: far.tif, values: 1}", "do not overlap on the ground"),
    ("{raster: lakes.geojson, values: 1}", "cannot be read as a raster"),
    (
      "{feature: index.bare-soil, above: 0}",
      "mask 'index.bare-soil above 0': index.bare-soil = (swir1 + red - nir - blue) / (swir1 + red "
        + "+ nir + blue) needs the band 'blue'; 'scene' has green, red, nir, swir1, swir2"
    ),
    (
      "{feature: red, above: 0, name: no data}",
      "a mask is called 'no data', as other pixels of 'scene' that are left out; give it another "
        + "name"
    ),
    ("cloud", "raster has no mask 'cloud'; it has: none"),
  ])
  func whatIsWrongIsSaid(_ mask: String, _ message: String) throws {
    let far = try RasterFixture.utm(10, 8, left: 600_000)
    try RasterFixture(grid: far, bands: 1) { _, _, _ in 1 }.write(to: folder.file("far.tif"))
    do {
      _ = try OpenScene(scene("masks: [\(mask)]"))
      Issue.record("no error")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }

  /// The roads in the northern zone's coordinates are the same roads.
  @Test func rastersMayBeInOtherReferenceSystems() throws {
    let north = try RasterFixture.utm(10, 8, top: -3_500_000, pixel: 150, epsg: 32654)
    try RasterFixture(grid: north, bands: 1, type: .uint8) { Float($1 + 0 * $2) }
      .write(to: folder.file("north.tif"))
    let walked = try walk(scene("masks: {raster: north.tif, values: 7}"), rows: 9, lanes: 2)
    #expect(walked.rejected["raster north"] == 5 * 40)
    for index in walked.valid.indices {
      #expect(walked.valid[index] == (index % 50 / 5 == 7 ? 0 : 1))
    }
  }

  @Test func polygonsBesideTheSceneAreNoted() throws {
    try folder.write(
      VectorText.boxes([("", [600_000, 6_400_000, 600_100, 6_400_100])], epsg: 32754),
      to: "far.geojson")
    let notes = try OpenScene(scene("masks: [{inside: far.geojson}]")).stack.notes
    #expect(notes.contains("mask 'inside far': none of its polygons lies on the scene"))
  }
}
