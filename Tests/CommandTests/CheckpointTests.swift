import Foundation
import TestSupport
import Testing

/// A job that is stopped as it trains a network goes on there when it is called
/// again, and ends with the bytes of one that nobody disturbed.
@Suite(.serialized) struct CheckpointTests {
  private static let networks =
    "recipe: nagar2024\nunits: 4\nencoder:\n  method: nagar2024\n  epochs: [10, 120, 5]\n"
  private static let dated: Set<String> = ["run.json"]
  private static let checkpoint = ".fit.checkpoint"

  private let folder: TemporaryFolder
  private let scene: String

  init() throws {
    folder = try TemporaryFolder()
    scene = try SimulatedScene.small.get().variant(Self.networks, in: folder)
  }

  /// What a run leaves that nobody disturbs, made once.
  private static let calm = Result {
    let folder = try TemporaryFolder()
    let scene = try SimulatedScene.small.get().variant(networks, in: folder)
    let outcome = try BuiltCommand.run("run", scene, "--out", folder.file("out"))
    #expect(outcome.isSuccess && !outcome.errors.contains("continuing"), "\(outcome.errors)")
    return try FolderContent(folder.file("out"))
  }

  /// Starts a job and waits until it has told so often how far a stage is.
  private func start(
    _ arguments: [String], until stage: String, times: Int = 1
  ) throws -> RunningProgram {
    let running = try BuiltCommand.start(arguments + ["--json"])
    while running.isRunning,
      running.errorsSoFar.components(separatedBy: "\"\(stage)\"").count <= times
    { usleep(1000) }
    return running
  }

  private func expectCalm(_ out: String) throws {
    let (right, calm) = (try FolderContent(out), try Self.calm.get())
    #expect(right.names == calm.names)
    #expect(right.differences(from: calm, but: Self.dated).isEmpty)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func interrupted(_ signal: Int32) throws {
    let out = folder.file("out")
    let running = try start(["run", scene, "--out", out], until: "network 2 of 3")
    running.send(signal)
    let outcome = running.finish(timeout: 30)
    #expect(outcome.exitCode == 128 + signal, "\(outcome.errors.suffix(300))")
    #expect(outcome.errorLines.last?.contains("interrupted") == true)
    #expect(Files.names(in: out) == [Self.checkpoint])
    let again = try BuiltCommand.run("run", scene, "--out", out)
    #expect(again.isSuccess, "\(again.errors)")
    #expect(
      again.errors.contains("note: continuing the training (network 2 of 3) at epoch "),
      "\(again.errors)")
    #expect(again.errors.contains(" of 120 (from "))
    try expectCalm(out)
  }

  /// The training takes longer than the time between two checkpoints.
  @Test func killed() throws {
    let out = folder.file("out")
    let running = try BuiltCommand.start(["run", scene, "--quiet", "--out", out])
    while running.isRunning, !Files.exists(out + "/" + Self.checkpoint) { usleep(1000) }
    running.send(SIGKILL)
    let wasKilled = running.finish(timeout: 30).exitCode != 0
    let again = try BuiltCommand.run(
      ["run", scene, "--out", out] + (wasKilled ? [] : ["--overwrite"]))
    #expect(again.isSuccess, "\(again.errors)")
    if wasKilled { #expect(again.errors.contains("continuing"), "\(again.errors)") }
    try expectCalm(out)
  }

  @Test func damagedAndForeign() throws {
    let out = try folder.folder("out")
    let path = out + "/" + Self.checkpoint
    try Data("no checkpoint".utf8).write(to: URL(fileURLWithPath: path))
    let damaged = try BuiltCommand.run("run", scene, "--out", out)
    #expect(damaged.isSuccess, "\(damaged.errors)")
    #expect(damaged.errors.contains("\(Self.checkpoint)' is damaged and is not used: "))
    #expect(damaged.errors.hasPrefix("warning: '"))
    try expectCalm(out)

    let other = folder.file("other")
    let running = try start(
      ["run", scene, "--seed", "5", "--out", other], until: "network 2 of 3")
    running.send(SIGTERM)
    #expect(running.finish(timeout: 30).exitCode == 128 + SIGTERM)
    let foreign = try BuiltCommand.run("run", scene, "--out", other)
    #expect(foreign.isSuccess, "\(foreign.errors)")
    #expect(
      foreign.errors.contains("/\(Self.checkpoint)' is of another fit and is not used"),
      "\(foreign.errors)")
    try expectCalm(other)
  }

  /// The first asks the program to stop, the second stops it.
  @Test func aSecondSignalEndsAtOnce() throws {
    let out = folder.file("out")
    let running = try start(["run", scene, "--out", out], until: "network 2 of 3")
    running.send(SIGSTOP)
    running.send(SIGINT)
    running.send(SIGTERM)
    running.send(SIGCONT)
    let outcome = running.finish(timeout: 30)
    #expect([128 + SIGINT, 128 + SIGTERM].contains(outcome.exitCode))
    #expect(!outcome.errors.contains("interrupted"))
    #expect(try BuiltCommand.run("run", scene, "--out", out).isSuccess)
    try expectCalm(out)
  }

  @Test func besideAModel() throws {
    let model = folder.file("m.safetensors")
    let running = try start(["fit", scene, "--model", model], until: "network 2 of 3")
    running.send(SIGTERM)
    #expect(running.finish(timeout: 30).exitCode == 128 + SIGTERM)
    let kept = folder.file(".m.safetensors.checkpoint")
    #expect(Files.exists(kept) && !Files.exists(model))
    let again = try BuiltCommand.run("fit", scene, "--model", model)
    #expect(again.isSuccess && again.errors.contains("continuing"), "\(again.errors)")
    #expect(!Files.exists(kept))
    #expect(try Files.bytes(model) == Self.calm.get().files["model.safetensors"])
  }

  @Test func ofABatch() throws {
    let out = folder.file("batch")
    let running = try BuiltCommand.start(["batch", scene, "--out", out, "--quiet"])
    let path = out + "/variant/" + Self.checkpoint
    while running.isRunning, !Files.exists(path) { usleep(1000) }
    running.send(SIGTERM)
    let stopped = running.finish(timeout: 30).exitCode == 128 + SIGTERM
    let again = try BuiltCommand.run("batch", "resume", out)
    #expect(again.isSuccess, "\(again.errors)")
    if stopped {
      #expect(try Files.text(out + "/logs/variant.log").contains("continuing the training"))
    }
    try expectCalm(out + "/variant")
  }

  @Test func ofASurvey() throws {
    let sky = folder.file("sky")
    let made = try BuiltCommand.run(
      "simulate", "--survey", "--size", "520x400", "--sources", "80", "--out", sky, "-q")
    #expect(made.isSuccess, "\(made.errors)")
    let survey = try folder.write(
      """
      survey: [sky/sky_g.fits, sky/sky_r.fits, sky/sky_i.fits]
      encoder: {method: autoencoder, epochs: 60}
      measurements: false
      """, to: "survey.yaml")
    #expect(try BuiltCommand.run("run", survey, "--out", folder.file("calm"), "-q").isSuccess)
    let out = folder.file("out")
    let running = try start(["run", survey, "--out", out], until: "train autoencoder", times: 2)
    running.send(SIGHUP)
    #expect(running.finish(timeout: 30).exitCode == 128 + SIGHUP)
    #expect(Files.names(in: out) == [Self.checkpoint])
    let again = try BuiltCommand.run("run", survey, "--out", out)
    #expect(again.isSuccess && again.errors.contains("(autoencoder) at epoch"), "\(again.errors)")
    let (right, calm) = (try FolderContent(out), try FolderContent(folder.file("calm")))
    #expect(right.names == calm.names)
    #expect(right.differences(from: calm, but: Self.dated).isEmpty)
  }
}
