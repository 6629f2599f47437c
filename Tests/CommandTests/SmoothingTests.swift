import Foundation
import RasterIO
import TestSupport
import Testing

/// Labels smoothed by a Markov random field, by the built command.
@Suite struct SmoothingTests {
  private let scene: SimulatedScene
  private let folder: TemporaryFolder

  init() throws {
    scene = try SimulatedScene.small.get()
    folder = try TemporaryFolder()
  }

  private func run(_ lines: String, _ name: String, more: [String] = []) throws -> Results {
    let file = try scene.variant("units: 6\noutputs: [confidence, model]\n" + lines, in: folder)
    let out = folder.file(name)
    let outcome = try BuiltCommand.run(["run", file, "--out", out] + more)
    #expect(outcome.isSuccess, "\(outcome.errors)")
    return Results(folder: out)
  }

  /// Pixels that differ from the one to their right.
  private func borders(_ results: Results) throws -> Int {
    let map = try results.map()
    let labels = try results.labels()
    return labels.indices.count {
      $0 % map.grid.width > 0 && labels[$0] != labels[$0 - 1]
    }
  }

  @Test(arguments: ["k-means", "standard", "pca"])
  func strongerFieldsAreSmoother(_ recipe: String) throws {
    let strengths = [0.0, 2, 20, 200]
    let counts = try strengths.map { strength in
      try borders(
        run(
          "recipe: \(recipe)\nsmoothing: {method: mrf, strength: \(strength)}",
          "\(recipe)-\(strength)"))
    }
    #expect(counts == counts.sorted(by: >), "\(counts)")
    #expect(counts[3] * 5 < counts[0] * 4)
  }

  @Test func strengthZeroIsNone() throws {
    let zero = try run("smoothing: {method: mrf, strength: 0}", "zero")
    let none = try run("smoothing: none", "none")
    for name in ["units.tif", "confidence.tif", "model.safetensors"] {
      #expect(try zero.bytes(name) == none.bytes(name))
    }
  }

  /// A model smooths another scene as it did its own.
  @Test(arguments: ["k-means", "spherical-k-means", "ward", "gaussian-mixture"])
  func modelsKeepTheField(_ clusterer: String) throws {
    let own = try run(
      "encoder: pca\nclusterer: \(clusterer)\nfilter: none\n"
        + "smoothing: {method: mrf, strength: 7.5, sweeps: 3, window: 3}", clusterer)
    let out = folder.file(clusterer + "-again")
    let again = try BuiltCommand.run(
      "map", scene.raster, "--model", own.file("model.safetensors"), "--out", out)
    #expect(again.isSuccess, "\(again.errors)")
    let other = Results(folder: out)
    #expect(try other.labels() == own.labels())
    #expect(try own.report()["smoothing"] as? String == "mrf 3x3 of strength 7.5")
    #expect(try other.report()["smoothing"] as? String == "mrf 3x3 of strength 7.5")
    let recipe = try RasterDataset(path: own.file("units.tif")).metadataItem("FACIES_RECIPE")
    #expect(recipe == "z-score, pca, \(clusterer), mrf 3x3 of strength 7.5")
  }

  @Test func aSieveComesAfterTheField() throws {
    let results = try run("smoothing: mrf\nsieve: {pixels: 30}", "sieved")
    let sieve = try #require(results.report()["sieve"] as? [String: Any])
    #expect(sieve["unit"] as? String == "30 pixels")
    #expect(try borders(results) > 0)
  }

  /// 255 units take their memory, which is asked for before it is used.
  @Test func memoryIsPlanned() throws {
    func least(_ lines: String) throws -> Int {
      let file = try scene.variant("units: 255\n" + lines, in: folder)
      let words = try LeastMemory.of(["run", file])
      return try #require(Int(words.filter(\.isNumber)))
    }
    #expect(try least("smoothing: mrf") >= least("smoothing: none") + 40)
  }
}
