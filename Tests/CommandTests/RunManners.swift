import Foundation
import TestSupport
import Testing

/// How the command speaks and what it refuses.
@Suite struct RunManners {
  private let folder: TemporaryFolder
  private let scene: SimulatedScene

  init() throws {
    folder = try TemporaryFolder()
    scene = try SimulatedScene.small.get()
  }

  private func run(_ more: String...) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(
      ["run", scene.sceneFile, "--recipe", "k-means", "--out", folder.file("out")] + more)
  }

  @Test func modelGivesTheSameMapAgain() throws {
    let fitted = try FinishedRun.shared.get()
    let again = Results(folder: folder.file("again"))
    let mapped = try BuiltCommand.run(
      "map", fitted.scene.sceneFile, "--model", fitted.results.file("model.safetensors"),
      "--out", again.folder)
    #expect(mapped.exitCode == 0, "\(mapped.errors)")
    for name in ["units.tif", "confidence.tif", "units.csv", "map.png", "units.qml"] {
      #expect(try again.bytes(name) == fitted.results.bytes(name), "\(name)")
    }
    #expect(Files.names(in: again.folder) == Results.names.filter { $0 != "model.safetensors" })
  }

  @Test func fitWritesTheModelOfARun() throws {
    let fitted = try FinishedRun.shared.get()
    let model = folder.file("m.safetensors")
    let fit = try BuiltCommand.run("fit", fitted.scene.sceneFile, "--model", model)
    #expect(fit.exitCode == 0, "\(fit.errors)")
    #expect(try Files.bytes(model) == fitted.results.bytes("model.safetensors"))
    #expect(Files.names(in: folder.path) == ["m.safetensors"])
    let refused = try BuiltCommand.run("fit", fitted.scene.sceneFile, "--model", model)
    #expect(refused.exitCode == 2)
    #expect(refused.errorLines.count == 1)
  }

  @Test func jsonIsJSONOnBothStreams() throws {
    let outcome = try run("--json")
    #expect(outcome.exitCode == 0)
    let report = try Results.object(outcome.output)
    #expect((report["units"] as? [Any])?.count == 8)
    #expect(!outcome.errorLines.isEmpty)
    for line in outcome.errorLines {
      #expect(try Results.object(line)["event"] as? String == "progress")
    }
    let stored = try Results(folder: folder.file("out")).report()
    #expect(stored as NSDictionary == report as NSDictionary)
  }

  @Test(arguments: [["--out", "unused", "--memory", "1MB"], ["--out", "unused", "--units", "0"]])
  func jsonErrorsAreOneLine(_ arguments: [String]) throws {
    let outcome = try BuiltCommand.run(
      ["run", scene.raster, "--json"] + arguments, in: folder.path)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1)
    let error = try Results.object(outcome.errors)
    #expect(error["event"] as? String == "error")
    #expect(error["exitCode"] as? Int == Int(outcome.exitCode))
  }

  @Test func quietIsSilent() throws {
    let outcome = try run("--quiet")
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.isEmpty)
  }

  @Test func standardOutputHoldsOnlyTheResult() throws {
    let outcome = try run()
    #expect(outcome.output.hasPrefix("unit "))
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(!outcome.errors.contains("\u{1B}"))
  }

  @Test func dryRunWritesNothing() throws {
    let outcome = try run("--dry-run")
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("200x200 pixels"))
    #expect(Files.names(in: folder.path).isEmpty)
  }

  @Test func dryRunFindsWhatARunWouldRefuse() throws {
    #expect(try run().exitCode == 0)
    #expect(try run("--dry-run").exitCode == 2)
    #expect(try run("--dry-run", "--overwrite").exitCode == 0)
  }

  @Test func resultsAreReplacedOnlyWhenAsked() throws {
    #expect(try run().exitCode == 0)
    let results = Results(folder: folder.file("out"))
    let before = try results.bytes("units.tif")
    let refused = try run("--seed", "9", "--units", "4")
    #expect(refused.exitCode == 2)
    #expect(refused.errorLines.count == 1)
    #expect(refused.errors.contains("add --overwrite"))
    #expect(try results.bytes("units.tif") == before)
    #expect(try run("--units", "4", "--overwrite").exitCode == 0)
    #expect(try results.table().count == 4)
    #expect(Files.names(in: results.folder) == Results.names)
  }

  @Test func replacedResultsDoNotMixWithOldOnes() throws {
    #expect(try run().exitCode == 0)
    let few = try scene.variant("outputs: [statistics]", in: folder)
    let out = folder.file("out")
    let second = try BuiltCommand.run("run", few, "--out", out, "--overwrite")
    #expect(second.exitCode == 0, "\(second.errors)")
    #expect(
      Files.names(in: out) == [
        "run.json", "units.csv", "units.qml", "units.sld", "units.tif", "units.tif.aux.xml",
        "units.yaml",
      ])
  }

  @Test func otherFilesInTheFolderStay() throws {
    try folder.write("mine", to: "notes.txt")
    let outcome = try BuiltCommand.run(
      "run", scene.sceneFile, "--recipe", "k-means", "--out", folder.path)
    #expect(outcome.exitCode == 0)
    #expect(Files.names(in: folder.path) == (Results.names + ["notes.txt"]).sorted())
  }
}
