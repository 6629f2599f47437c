import Foundation
import TestSupport
import Testing

/// A run that is asked to stop stops soon and leaves nothing.
@Suite(.serialized) struct InterruptTests {
  private static let scene = Result { try SimulatedScene(size: "1500") }

  @Test(arguments: [(SIGINT, "sampling"), (SIGTERM, "mapping"), (SIGHUP, "sampling")])
  func stopsCleanly(_ signal: Int32, _ stage: String) throws {
    let scene = try Self.scene.get()
    let folder = try TemporaryFolder()
    let running = try BuiltCommand.start(
      ["run", scene.sceneFile, "--json", "--out", folder.file("out")])
    while running.isRunning, !running.errorsSoFar.contains(stage) { usleep(2000) }
    running.send(signal)
    let outcome = running.finish(timeout: 30)
    #expect(!outcome.timedOut)
    #expect(outcome.exitCode == 128 + signal, "\(outcome.errors.suffix(300))")
    #expect(outcome.errorLines.last?.contains("interrupted") == true)
    #expect(Files.names(in: folder.path).isEmpty)
  }

  /// At whatever moment it comes, results are complete or absent.
  @Test(arguments: 0..<6)
  func killedRunsLeaveNoHalfResults(_ step: Int) throws {
    let scene = try SimulatedScene.small.get()
    let folder = try TemporaryFolder()
    let out = folder.file("out")
    let running = try BuiltCommand.start(["run", scene.sceneFile, "--quiet", "--out", out])
    usleep(UInt32(20_000 + 60_000 * step))
    running.send(SIGKILL)
    _ = running.finish(timeout: 30)
    let left = Files.names(in: out).filter { !$0.hasPrefix(".") }
    if left.contains("run.json") { #expect(left == Results.names) }
    let again = try BuiltCommand.run("run", scene.sceneFile, "--out", out, "--overwrite")
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(Files.names(in: out).filter { !$0.hasPrefix(".") } == Results.names)
  }
}
