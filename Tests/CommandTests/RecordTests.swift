import Foundation
import RasterIO
import TestSupport
import Testing

/// What `run.json` says was read, and what it keeps to itself.
@Suite struct RecordTests {
  private let folder: TemporaryFolder
  private static let secrets = ["secret-user", "secret-home", "secret-token", "secret-host"]

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.folder("secret-home/project/data")
    let scene = try SimulatedScene.small.get()
    for (from, name) in [
      (scene.raster, "scene.tif"), (scene.folder.file("truth.tif"), "truth.tif"),
    ] {
      try FileManager.default.copyItem(
        atPath: from, toPath: folder.file("secret-home/project/data/" + name))
    }
    let box = VectorText.boxes([("a", [300_000, 4_000_000, 400_000, 4_100_000])], epsg: 32654)
    try folder.write(box, to: "secret-home/project/data/lakes.geojson")
    try folder.write("palette: greys\n", to: "secret-home/project/data/own.yaml")
    try folder.write(
      """
      input: data/scene.tif
      recipe: k-means
      units: 4
      masks: [{inside: data/lakes.geojson}]
      reference: {file: data/truth.tif}
      terrain: data/scene.tif
      style: data/own.yaml

      """, to: "secret-home/project/scene.yaml")
  }

  private var project: String { folder.file("secret-home/project") }

  /// Runs in the project with names in the environment that nothing may repeat.
  private func run(_ arguments: String) throws -> BuiltCommand.Outcome {
    try BuiltCommand.shell(
      """
      USER=secret-user LOGNAME=secret-user HOME='\(folder.file("secret-home"))' \
      HOSTNAME=secret-host API_TOKEN=secret-token AWS_SECRET_ACCESS_KEY=secret-token \
      "$FACIES" \(arguments)
      """, in: project)
  }

  private func paths(_ report: [String: Any]) -> [String] {
    (report["inputs"] as? [[String: Any]] ?? []).compactMap { $0["path"] as? String }
  }

  /// Everything that a scene names is listed, with its checksum.
  @Test func allThatWasReadIsListed() throws {
    let outcome = try run("run scene.yaml --out out -q")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results(folder: project + "/out").report()
    let names = paths(report).map { URL(fileURLWithPath: $0).lastPathComponent }.sorted()
    #expect(names == ["lakes.geojson", "own.yaml", "scene.tif", "truth.tif"])
    #expect(paths(report).allSatisfy { $0.hasPrefix("/") })
    let inputs = report["inputs"] as? [[String: Any]] ?? []
    #expect(inputs.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
  }

  /// With relative names nothing in a result tells where it was made, and scene and
  /// result move together.
  @Test func relativeNamesMove() throws {
    for call in [
      "run scene.yaml --out results/first --relative-paths -q",
      "map data/scene.tif --model results/first/model.safetensors --out results/second "
        + "--relative-paths -q",
    ] {
      let outcome = try run(call)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }
    let first = try Results(folder: project + "/results/first").report()
    #expect(paths(first).allSatisfy { $0.hasPrefix("../../data/") })
    let second = try Results(folder: project + "/results/second").report()
    #expect(second["appliedModel"] as? String == "../first/model.safetensors")
    for name in try FileManager.default.subpathsOfDirectory(atPath: project + "/results") {
      guard let bytes = try? Files.bytes(project + "/results/" + name) else { continue }
      for secret in Self.secrets {
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name) tells '\(secret)'")
      }
    }
    let moved = folder.file("moved")
    try FileManager.default.moveItem(atPath: project, toPath: moved)
    for name in ["first", "second"] {
      let verified = try BuiltCommand.run(
        ["verify", moved + "/results/" + name, "--again"], in: "/")
      #expect(verified.exitCode == 0, "\(verified.output)\(verified.errors)")
      #expect(!verified.output.contains("missing"))
    }
  }

  /// Absolute names tell the folder of the data, and nothing else is told.
  @Test func theEnvironmentIsNotRepeated() throws {
    let outside = try TemporaryFolder()
    let raster = try SimulatedScene.small.get().raster
    let outcome = try run(
      "run '\(raster)' --units 3 --recipe k-means --out '\(outside.file("out"))' -q")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    for name in Files.names(in: outside.file("out")) {
      let bytes = try Files.bytes(outside.file("out/" + name))
      for secret in Self.secrets {
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name) tells '\(secret)'")
      }
    }
  }

  /// Of surveys too, and a folder of cutouts has a checksum of its own.
  @Test func surveysSayWhatTheyRead() throws {
    let made = try run("simulate --survey --size 200 --sources 40 --out sky -q")
    #expect(made.isSuccess, "\(made.errors)")
    let options = "--encoder pixels --groups 2 --relative-paths -q"
    try folder.write(
      """
      survey: sky/sky_r.fits
      catalogue: sky/truth.csv
      encoder: pixels
      measurements: {psf: sky/psf.fits}
      vote: {groups: 2}

      """, to: "secret-home/project/sky.yaml")
    let image = try run("run sky.yaml --out out --relative-paths -q")
    #expect(image.exitCode == 0, "\(image.errors)")
    let report = try Results(folder: project + "/out").report()
    #expect(paths(report) == ["../sky/sky_r.fits", "../sky/truth.csv", "../sky/psf.fits"])
    let cut = try run("cutouts sky/sky_r.fits --detect --size 32 --out cut -q")
    #expect(cut.isSuccess, "\(cut.errors)")
    #expect(try run("run cut/files --out grouped \(options)").exitCode == 0)
    let right = try run("verify grouped --again")
    #expect(right.exitCode == 0 && right.output.contains("unchanged  ../cut/files (input)"))
    try folder.write("another", to: "secret-home/project/cut/files/zzz.fits")
    #expect(try run("verify grouped").output.contains("changed  ../cut/files (input)"))
  }
}
