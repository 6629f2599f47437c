import Foundation
import TestSupport
import Testing

/// `facies fit` on several scenes.
@Suite struct PooledFitTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let raster = try SimulatedScene.small.get().raster
    for (name, window) in [("west", "0, 0, 90, 150"), ("east", "90, 0, 90, 150")] {
      try folder.write(
        "input: '\(raster)'\nunits: 4\nsample: 5000\nregion: {window: [\(window)]}\n",
        to: "\(name).yaml")
    }
  }

  private func fit(_ scenes: [String], _ model: String, _ more: String...) throws
    -> BuiltCommand.Outcome
  {
    try BuiltCommand.run(
      ["fit"] + scenes.map { folder.file($0) } + ["--model", folder.file(model), "--quiet"] + more)
  }

  private func bytes(_ model: String) throws -> Data { try Files.bytes(folder.file(model)) }

  @Test func oneSceneIsFittedAsAlone() throws {
    #expect(try fit(["west.yaml"], "plain").isSuccess)
    #expect(try fit(["west.yaml"], "pooled", "--skip-broken").isSuccess)
    #expect(try bytes("plain") == bytes("pooled"))
  }

  @Test func threadsAndMemoryChangeNothing() throws {
    let both = ["west.yaml", "east.yaml"]
    #expect(try fit(both, "one", "--threads", "1", "--memory", "200MB").isSuccess)
    #expect(try fit(both, "two", "--threads", "3").isSuccess)
    #expect(try bytes("one") == bytes("two"))
    #expect(try fit(["west.yaml"], "west").isSuccess)
    #expect(try bytes("one") != bytes("west"))
  }

  @Test func theReportNamesAllScenes() throws {
    let outcome = try BuiltCommand.run(
      "fit", folder.file("west.yaml"), folder.file("east.yaml"), "--model", folder.file("m"),
      "--json")
    let report = try Results.object(outcome.output)
    #expect(report["scene"] as? String == "west, east")
    #expect(report["samples"] as? Int == 5000)
    #expect(report["validPixels"] as? Int ?? 0 > 20_000)
  }

  @Test func brokenScenesAreLeftOutOnlyIfWished() throws {
    try folder.write("input: gone.tif\n", to: "gone.yaml")
    try folder.write("input: [\n", to: "wrong.yaml")
    let scenes = ["west.yaml", "gone.yaml", "wrong.yaml", "east.yaml"]
    #expect(try fit(scenes, "none").exitCode != 0)
    let outcome = try BuiltCommand.run(
      ["fit"] + scenes.map { folder.file($0) } + ["--model", folder.file("m"), "--skip-broken"])
    #expect(outcome.isSuccess, "\(outcome.errors)")
    #expect(outcome.errors.contains("'gone' is left out of the fit: "))
    #expect(outcome.errors.contains("wrong.yaml' is left out of the fit: "))
    let none = try fit(["gone.yaml", "wrong.yaml"], "m2", "--skip-broken")
    #expect(none.exitCode == 1)
    #expect(none.errors.contains("no scene is left to fit a model to: 'gone' is left out"))
  }

  @Test func scenesThatDoNotFitEachOtherAreRefused() throws {
    let raster = try SimulatedScene.small.get().raster
    try folder.write("input: '\(raster)'\nbands: [red, blue]\n", to: "few.yaml")
    let few = try fit(["west.yaml", "few.yaml"], "m")
    #expect(few.exitCode == 2)
    #expect(few.errors.contains("the scene asks for bands red, blue, 'west' has "))
    let named = try fit(["west.yaml", "east.yaml"], "m", "--relabel", "x.tif")
    #expect(named.exitCode == 2)
    #expect(named.errors.contains("--relabel goes with a fit to one scene"))
  }
}
