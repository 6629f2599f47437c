import FaciesKit
import Fitting
import Foundation
import Jobs
import Learning
import RasterIO
import Rasters
import Tensors
import TestSupport
import Testing

/// Whole runs with features on a simulated scene.
@Suite(.serialized) struct FeatureRunTests {
  private static let features = """
    [bands, bands.log-centred, ratios.iron-oxide, index.ndvi,
      {name: own, expression: "(swir1 + nir) / red"}, {context: mean, window: 3},
      {context: deviation, window: 5}]
    """

  /// A simulated scene of 200 x 200 pixels under a folder of its own.
  private struct Ground {
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      _ = try Facies.simulate(
        SimulateOptions(sensor: "landsat8", width: 200, height: 200), into: folder.path + "/ground")
    }

    func scene(_ features: String, outputs: String = "[model, statistics]") throws -> Scene {
      let path = folder.path + "/scene.yaml"
      try """
      input: ground/scene.tif
      units: 5
      sample: 3000
      features: \(features)
      outputs: \(outputs)
      """.write(toFile: path, atomically: true, encoding: .utf8)
      return try Scene(file: path)
    }

    func options(_ name: String, threads: Int = 2, memory: Int = 1 << 30) -> RunOptions {
      RunOptions(folder: folder.path + "/" + name, threads: threads, memory: memory)
    }

    func bytes(_ name: String) -> Data? {
      FileManager.default.contents(atPath: folder.path + "/" + name)
    }
  }

  @Test func modelsMakeTheSameMapAgain() throws {
    let ground = try Ground()
    let scene = try ground.scene(Self.features)
    let report = try Facies.run(scene, options: ground.options("run"))
    #expect(report.features.count == 7 * 4 + 3)
    #expect(report.features[14].name == "ratios.iron-oxide")
    #expect(report.features[14].formula == "red / blue")
    let plain = try ground.scene("bands")
    let model = ground.folder.path + "/run/model.safetensors"
    let again = try Facies.map(plain, model: model, options: ground.options("map"))
    #expect(again.features.map(\.name) == report.features.map(\.name))
    for name in ["units.tif", "units.csv"] {
      let first = try #require(ground.bytes("run/" + name))
      #expect(ground.bytes("map/" + name) == first)
    }
    #expect(
      message {
        try Facies.map(
          ground.scene("[bands, ratios.clay]"), model: model, options: ground.options("other"))
      }?.hasPrefix("the scene asks for features coastal, blue") == true)
  }

  @Test func bytesDependOnNeitherThreadsNorMemory() throws {
    let ground = try Ground()
    let scene = try ground.scene(Self.features, outputs: "[model, statistics, features]")
    let least = try Self.leastMemory(scene, ground)
    for (name, threads, memory) in [("a", 1, 1 << 30), ("b", 2, least), ("c", 3, least)] {
      _ = try Facies.run(
        scene, options: ground.options(name, threads: threads, memory: memory))
    }
    for name in ["units.tif", "units.csv", "model.safetensors", "features.tif"] {
      let first = try #require(ground.bytes("a/" + name))
      #expect(ground.bytes("b/" + name) == first)
      #expect(ground.bytes("c/" + name) == first)
    }
  }

  /// The smallest budget in megabytes that is accepted, which gives the
  /// lowest strips.
  private static func leastMemory(_ scene: Scene, _ ground: Ground) throws -> Int {
    var (refused, accepted) = (1, 1024)
    while accepted - refused > 1 {
      let middle = (refused + accepted) / 2
      let options = ground.options("none", memory: middle << 20)
      let fits = (try? Facies.plan(scene, options: options)) != nil
      (refused, accepted) = fits ? (refused, middle) : (middle, accepted)
    }
    let plan = try Facies.plan(scene, options: ground.options("none", memory: accepted << 20))
    #expect(plan.contains { $0.contains("strips of ") && !$0.contains("strips of 200 rows") })
    return accepted << 20
  }

  @Test func featuresCanBeWritten() throws {
    let ground = try Ground()
    let scene = try ground.scene("[ratios.clay, red]", outputs: "[features]")
    let report = try Facies.run(scene, options: ground.options("run"))
    #expect(report.outputs.contains("features.tif"))
    let bands = try Self.read(ground.folder.path + "/ground/scene.tif", bands: [4, 6, 7])
    let features = try Self.read(ground.folder.path + "/run/features.tif", bands: [1, 2])
    #expect(features[0].count == 200 * 200)
    for pixel in stride(from: 0, to: 40_000, by: 97) {
      #expect(abs(features[0][pixel] - bands[1][pixel] / bands[2][pixel]) < 1e-5)
      #expect(features[1][pixel] == bands[0][pixel])
    }
  }

  private static func read(_ path: String, bands: [Int]) throws -> [[Float]] {
    let dataset = try RasterDataset(path: path)
    let window = Window(column: 0, row: 0, width: dataset.width, height: dataset.height)
    return try bands.map { band in
      var values = [Float](repeating: 0, count: window.pixelCount)
      try values.withUnsafeMutableBufferPointer { buffer in
        try dataset.read(
          bands: [band], source: RasterDataset.SourceWindow(window), width: window.width,
          height: window.height, into: #require(buffer.baseAddress), rowStride: window.width,
          bandStride: 0)
      }
      return values
    }
  }

  @Test func whatIsUndefinedIsLeftOut() throws {
    let ground = try Ground()
    // Bright ground has no root, dark ground has.
    let scene = try ground.scene("[bands, {name: dark, expression: \"sqrt(1500 - red)\"}]")
    let report = try Facies.run(scene, options: ground.options("run"))
    let lost = try #require(report.rejectedPixels["feature undefined"])
    let red = try Self.read(ground.folder.path + "/ground/scene.tif", bands: [4])[0]
    #expect(lost == red.count { $0 > 1500 })
    #expect(report.validPixels == 40_000 - lost)
    #expect(
      message {
        try Facies.run(
          ground.scene("[{name: none, expression: \"log(-red)\"}]"),
          options: ground.options("none"))
      } == "'scene' has no valid pixel in the region: 40000 pixels feature undefined")
  }

  @Test func missingBandsAreRefused() throws {
    let ground = try Ground()
    #expect(
      message { try Facies.plan(ground.scene("[ratios.alunite]"), options: ground.options("run")) }
        == "ratios.alunite is defined for the bands of ASTER only "
        + "(ASTER: swir4 * swir4 / (swir2 * swir5)); "
        + "'scene' has coastal, blue, green, red, nir, swir1, swir2")
    #expect(
      message {
        try Facies.plan(
          ground.scene("[{name: own, expression: \"b5 / swir7\"}]"), options: ground.options("run"))
      } == "feature 'own' = b5 / swir7, column 6: there is no band 'swir7' "
        + "(did you mean 'swir1'?); 'scene' has coastal, blue, green, red, nir, swir1, swir2")
  }

  @Test func damagedFeaturesOfModelsAreRefused() throws {
    let ground = try Ground()
    let report = try Facies.run(
      ground.scene("[bands, ratios.clay]"), options: ground.options("run"))
    #expect(report.features.count == 8)
    let path = ground.folder.path + "/run/model.safetensors"
    var model = try ModelFile(data: #require(ground.bytes("run/model.safetensors")), name: "m")
    #expect(model.description.format == 3)
    model.description.features?.removeLast()
    let damaged = try model.serialized()
    #expect(throws: Failure.self) { try ModelFile(data: damaged, name: "m") }
    #expect(
      try SafetensorsFile(data: #require(ground.bytes("run/model.safetensors")), name: path)
        .metadata["facies"]?.contains("\"of\":\"swir1 / swir2\"") == true)
  }

  @Test func methodsListIndices() {
    let names = Facies.methods.filter { ["ratio", "index"].contains($0.step) }.map(\.name)
    #expect(names.contains("ratios.clay") && names.contains("index.ndvi"))
  }
}
