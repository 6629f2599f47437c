import RasterIO
import Rasters
import TestSupport
import Testing

/// Masks in runs of the command.
@Suite struct MaskTests {
  private let folder: TemporaryFolder
  private let raster: String

  init() throws {
    folder = try TemporaryFolder()
    raster = try BadRasters.patches(
      80, 60, in: folder, names: ["blue", "green", "red", "nir"])
    let box: [Double] = [500_000, 6_500_000 - 600, 500_900, 6_500_000]
    try folder.write(VectorText.boxes([("", box)], epsg: 32754), to: "lakes.geojson")
  }

  private func run(_ arguments: [String], out: String = "out") throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(
      arguments + ["--out", folder.file(out), "--overwrite"])
  }

  /// Said on the command line or in a scene file, masks are the same; the
  /// report, run.json and the terminal say what each removed.
  @Test func masksRemoveAndAreCounted() throws {
    let scene = try folder.write(
      """
      name: patches
      input: patches.tif
      recipe: k-means
      units: 3
      masks: [spectral.water-nir, {inside: lakes.geojson}]
      """, to: "scene.yaml")
    let outcome = try run(["run", scene, "--threads", "1"])
    #expect(outcome.isSuccess, "\(outcome.errors)")
    #expect(outcome.output.contains("600 inside lakes"))
    let results = Results(folder: folder.file("out"))
    let report = try results.report()
    let rejected = try #require(report["rejectedPixels"] as? [String: Int])
    let water = try #require(rejected["spectral.water-nir"])
    #expect(rejected["inside lakes"] == 600 && water > 100)
    let labels = try results.labels()
    #expect(labels.count { $0 == 0 } == 600 + water)
    #expect((0..<20).allSatisfy { row in (0..<30).allSatisfy { labels[row * 80 + $0] == 0 } })
    let masks = try #require(report["masks"] as? [[String: Any]])
    #expect(masks.map { $0["pixels"] as? Int } == [600, water])
    #expect(masks.last?["rule"] as? String == "(green - nir) / (green + nir), above 0")
    let page = try Files.text(results.file("report.html"))
    for text in ["inside lakes", "spectral.water-nir", "inside the polygons of lakes.geojson"] {
      #expect(page.contains(text), "\(text)")
    }
    let typed = try run(
      [
        "run", raster, "--recipe", "k-means", "--units", "3", "--mask", "spectral.water-nir",
        "--mask", "inside=" + folder.file("lakes.geojson"), "--threads", "3",
      ], out: "typed")
    #expect(typed.isSuccess, "\(typed.errors)")
    #expect(
      try Results(folder: folder.file("typed")).bytes("units.tif") == results.bytes("units.tif"))
  }

  /// A model is applied with the masks of the scene that is mapped.
  @Test func modelsAreAppliedUnderMasks() throws {
    let model = folder.file("m.safetensors")
    #expect(
      try BuiltCommand.run(
        "fit", raster, "--recipe", "k-means", "--units", "3", "--bands", "blue,red", "--model",
        model
      ).isSuccess)
    let outcome = try run(
      [
        "map", raster, "--model", model, "--mask", "spectral.water-nir", "--mask",
        "outside=" + folder.file("lakes.geojson"),
      ])
    #expect(outcome.isSuccess, "\(outcome.errors)")
    let labels = try Results(folder: folder.file("out")).labels()
    let inside = (0..<4800).filter { $0 / 80 < 20 && $0 % 80 < 30 }
    #expect(inside.contains { labels[$0] != 0 } && inside.contains { labels[$0] == 0 })
    #expect(!(0..<4800).contains { labels[$0] != 0 && ($0 / 80 >= 20 || $0 % 80 >= 30) })
  }

  @Test func nothingLeftSaysWhy() throws {
    let scene = try folder.write(
      "input: patches.tif\nmasks: [{name: all, feature: red, above: -1}, {inside: lakes.geojson}]\n",
      to: "scene.yaml")
    let outcome = try run(["run", scene])
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.errorLines == [
        "note: values of the bands are taken for reflectance",
        "facies: 'patches' has no valid pixel in the region: 600 pixels inside lakes, 4200 pixels "
          + "all",
      ])
  }

  @Test(arguments: [
    (["spectral.wet"], "there is no mask 'spectral.wet'"),
    (["inside="], "an input path is empty"),
    (["within=a.gpkg"], "--mask is 'within=a.gpkg', must be names such as"),
    (["cloud,,shadow"], "--mask is 'cloud,,shadow', must be names such as"),
    (["none", "cloud"], "masks holds 'none' beside 'cloud'"),
    (["cloud"], "raster has no mask 'cloud'"),
  ])
  func wrongMasksAreRefused(_ masks: [String], _ message: String) throws {
    let outcome = try run(["run", raster] + masks.flatMap { ["--mask", $0] })
    #expect(outcome.exitCode == 1 || outcome.exitCode == 2)
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains(message), "\(outcome.errors)")
  }
}
