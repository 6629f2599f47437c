import Foundation
import TestSupport
import Testing

/// `facies batch` as it was built: six small scenes, two of them broken.
@Suite(.serialized) struct BatchTests {
  private static let names = ["a", "b", "broken", "c d", "e'f", "wrong"]
  private static let good = ["a", "b", "c d", "e'f"]
  private static let files = ["model.safetensors", "report.html", "units.csv", "units.tif"]
  private static let steps = "recipe: k-means\nunits: 3\noutputs: [statistics, model, report]\n"

  private let folder: TemporaryFolder
  private var scenes: String { folder.file("scenes") }

  init() throws {
    folder = try TemporaryFolder()
    let raster = try SimulatedScene.small.get().raster
    _ = try folder.folder("scenes")
    for (index, name) in Self.names.enumerated() {
      let text = "input: '\(raster)'\nregion: {window: [\(20 * index), 0, 80, 90]}\n"
      try folder.write(text + Self.steps, to: "scenes/\(name).yaml")
    }
    try folder.write("input: gone.tif\n" + Self.steps, to: "scenes/broken.yaml")
    try folder.write("units: [\n", to: "scenes/wrong.yaml")
  }

  private func batch(_ arguments: String...) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(["batch"] + arguments)
  }

  private func states(_ out: String) throws -> [String: [String: Any]] {
    let object = try Results.object(batch("status", folder.file(out), "--json").output)
    let scenes = object["scenes"] as? [[String: Any]] ?? []
    return Dictionary(
      scenes.map { ($0["name"] as? String ?? "", $0) }, uniquingKeysWith: { a, _ in a })
  }

  private func expectGood(in out: String, as other: String) throws {
    for name in Self.good {
      for file in Self.files {
        let path = "/\(name)/\(file)"
        #expect(
          try Files.bytes(folder.file(out) + path) == Files.bytes(folder.file(other) + path),
          "\(path)")
      }
    }
  }

  /// Killed twice, once with a child of its own, and resumed: as if nothing had
  /// been, and as each scene by itself.
  @Test func killedAndResumed() throws {
    let calm = try batch(scenes, "--out", folder.file("calm"), "--jobs", "2")
    #expect(calm.exitCode == 3, "\(calm.errors)")
    #expect(calm.errorLines.last?.hasPrefix("facies: 2 of 6 scenes failed: broken, wrong") == true)
    #expect(calm.output.hasPrefix("4 of 6 scenes done, 2 failed"))
    let out = folder.file("killed")
    for (step, verb) in [["run", scenes, "--out", out], ["resume", out]].enumerated() {
      let running = try BuiltCommand.start(["batch"] + verb + ["--quiet"])
      let wanted = step + 1
      while running.isRunning, try started(out) < wanted { usleep(5000) }
      usleep(100_000)
      if step == 1, let child = try? child(out) { kill(child, SIGKILL) }
      running.send(SIGKILL)
      _ = running.finish(timeout: 30)
    }
    let resumed = try batch("resume", out)
    #expect(resumed.exitCode == 3, "\(resumed.errors)")
    let states = try states("killed")
    #expect(Self.good.allSatisfy { states[$0]?["state"] as? String == "done" })
    #expect((states["broken"]?["error"] as? String)?.contains("gone.tif' does not exist") == true)
    #expect(states["wrong"]?["exitCode"] as? Int == 2)
    try expectGood(in: "killed", as: "calm")
    #expect(Files.names(in: out + "/a").allSatisfy { !$0.hasPrefix(".") })
    let single = try BuiltCommand.run("run", scenes + "/c d.yaml", "--out", folder.file("c d"))
    #expect(single.isSuccess, "\(single.errors)")
    for name in Files.names(in: out + "/c d") where name != "run.json" {
      #expect(
        try Files.bytes(folder.file("c d/\(name)")) == Files.bytes(out + "/c d/\(name)"), "\(name)")
    }
  }

  /// Scenes that were begun.
  private func started(_ out: String) throws -> Int {
    guard Files.exists(out + "/batch.sqlite") else { return 0 }
    let status = try batch("status", out, "--json")
    guard status.isSuccess else { return 0 }
    let scenes = try Results.object(status.output)["scenes"] as? [[String: Any]] ?? []
    return scenes.count { ($0["attempts"] as? Int ?? 0) > 0 }
  }

  private func child(_ out: String) throws -> Int32? {
    let scenes = try Results.object(batch("status", out, "--json").output)["scenes"]
    return (scenes as? [[String: Any]])?.compactMap { $0["process"] as? Int }.first.map(Int32.init)
  }

  @Test func fourProcessesDoEachSceneOnce() throws {
    let out = folder.file("shared")
    let calls = try (0..<4).map { _ in
      try BuiltCommand.start(["batch", scenes, "--out", out, "--quiet"])
    }
    #expect(calls.map { $0.finish(timeout: 60).exitCode } == [3, 3, 3, 3])
    let states = try states("shared")
    for name in Self.good {
      #expect(states[name]?["attempts"] as? Int == 1)
      let log = try Files.text(out + "/logs/\(name).log")
      #expect(log.components(separatedBy: "# attempt").count == 2)
    }
    #expect(Self.good.allSatisfy { states[$0]?["state"] as? String == "done" })
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func anInterruptedBatchSaysSo(_ signal: Int32, _ code: Int32) throws {
    let out = folder.file("stopped")
    let running = try BuiltCommand.start(["batch", scenes, "--out", out])
    while running.isRunning, try started(out) == 0 { usleep(5000) }
    running.send(signal)
    let outcome = running.finish(timeout: 10)
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    #expect(try states("stopped").values.allSatisfy { $0["state"] as? String != "running" })
    #expect(try states("stopped").values.contains { $0["state"] as? String == "pending" })
  }

  @Test func exitCodesAndMending() throws {
    let out = folder.file("mended")
    #expect(try batch(scenes, "--out", out, "--quiet", "--jobs", "2").exitCode == 3)
    for name in ["broken", "wrong"] {
      try FileManager.default.removeItem(atPath: scenes + "/\(name).yaml")
      try FileManager.default.copyItem(
        atPath: scenes + "/a.yaml", toPath: scenes + "/\(name).yaml")
    }
    let mended = try batch("resume", out, "--json")
    #expect(mended.exitCode == 0, "\(mended.errors)")
    #expect(try Results.object(mended.output)["done"] as? Int == 6)
    #expect(try batch("--out", out).exitCode == 2)
    #expect(try batch(scenes, "--out", out, "--shard", "3/2").exitCode == 2)
    #expect(try batch(scenes, "--out", scenes + "/a.yaml").exitCode == 2)
    #expect(try batch("status", folder.path).exitCode == 2)
    let table = try batch("status", out).output.split(separator: "\n")
    #expect(table.count == 7)
    #expect(table.last?.hasPrefix("6 of 6 scenes done: ") == true)
  }

  @Test func oneFitOnAllScenesGivesOneModel() throws {
    let out = folder.file("all")
    let outcome = try batch(scenes, "--out", out, "--fit-on", "all", "--jobs", "2", "--quiet")
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    let log = try Files.text(out + "/logs/model.log")
    #expect(log.contains("warning: 'broken' is left out of the fit: "))
    #expect(log.contains("wrong.yaml' is left out of the fit: "))
    for name in Self.good {
      let report = try Results(folder: out + "/\(name)").report()
      #expect((report["model"] as? String)?.hasSuffix("/all/model.safetensors") == true)
      #expect(!Files.exists(out + "/\(name)/model.safetensors"))
    }
    let applied = try batch(
      scenes, "--out", folder.file("applied"), "--model", out + "/model.safetensors", "--quiet")
    #expect(applied.exitCode == 3, "\(applied.errors)")
    for name in Self.good {
      let map = "/\(name)/units.tif"
      #expect(try Files.bytes(out + map) == Files.bytes(folder.file("applied") + map))
    }
  }

  @Test func aTemplateDoesProducts() throws {
    let raster = try SimulatedScene.small.get().raster
    _ = try folder.folder("products")
    for name in ["may", "june"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file("products/\(name).tif"), withDestinationPath: raster)
    }
    let template = try folder.write(
      "region: {window: [0, 0, 80, 90]}\n" + Self.steps, to: "template.yaml")
    let out = folder.file("products-out")
    let outcome = try batch(
      "--template", template, folder.file("products/*.tif"), "--out", out, "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try Results(folder: out + "/may").report()["scene"] as? String == "may")
    #expect(
      try Files.bytes(out + "/may/units.csv") == Files.bytes(out + "/june/units.csv"))
  }

  @Test func surveysAreDoneToo() throws {
    let made = try BuiltCommand.run(
      ["simulate", "--survey", "--size", "200", "--out", folder.file("sky"), "--quiet"])
    #expect(made.isSuccess, "\(made.errors)")
    try folder.write(
      "survey: sky/sky_g.fits\nencoder: pixels\nmeasurements: {sersic: false}\nvote: {groups: 2}\n",
      to: "sky.yaml")
    let out = folder.file("sky-out")
    let outcome = try batch(folder.file("sky.yaml"), "--out", out)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(Files.exists(out + "/sky/catalog.csv"))
    #expect(try states("sky-out")["sky"]?["kind"] as? String == "survey")
    #expect(try Files.text(out + "/report.html").contains("data:image/jpeg;base64,"))
    let all = try batch(folder.file("sky.yaml"), "--out", folder.file("x"), "--fit-on", "all")
    #expect(all.exitCode == 2)
    #expect(all.errors.contains("is a survey; --fit-on all takes scenes"))
  }
}
