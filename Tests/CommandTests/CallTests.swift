import Foundation
import TestSupport
import Testing

/// What a call says is done, or it is refused.
@Suite struct CallTests {
  static let calls: [([String], String)] = [
    (["simulate", "--units", "-1", "--out", "o"], "--units is -1, must be"),
    (["simulate", "--noise", "-0.5", "--out", "o"], "--noise is -0.5, must be"),
    (
      ["run", "-dash.tif", "--out", "o"],
      "a file whose name begins with a dash is written ./-dash.tif"
    ),
    (["help", "rum"], "'rum' is no command (did you mean 'run'?)"),
    (["help", ""], "'' is no command"),
    (["group", "t.csv", "--encoder", "pixels", "--out", "o"], "--encoder goes with a folder of"),
    (["group", "t.npy", "--size", "32", "--out", "o"], "--size goes with a folder of cutouts"),
    (["group", "t.csv.gz", "--weights", "w.pth", "--out", "o"], "--weights goes with a folder of"),
    (["render", "m.tif", "--image-band", "2", "--out", "o.png"], "--image-band goes with --image"),
    (["render", "m.tif", "--image", "a.tif", "--dem", "b.tif", "--out", "o.png"], "--dem"),
  ]

  @Test(arguments: calls) func wrongCallsAreExplained(_ call: [String], _ says: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("id,a,b\n1,2,3\n", to: "t.csv")
    let outcome = try BuiltCommand.run(call, in: folder.path)
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
    #expect(!outcome.errors.contains("Missing value"))
  }

  /// A name that begins with a dash, negative numbers of coordinates, and help are taken.
  @Test func rightCallsAreTaken() throws {
    #expect(try BuiltCommand.run("help", "run").output.contains("USAGE"))
    #expect(try BuiltCommand.run("help").exitCode == 0)
    #expect(try BuiltCommand.run("run", "-h").output.contains("USAGE"))
  }

  /// Both kinds of simulation stop within two seconds and leave nothing.
  @Test(arguments: [["--size", "6000"], ["--survey", "--size", "4000", "--sources", "100000"]])
  func simulationsStop(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let running = try BuiltCommand.start(
      ["simulate", "--json", "--out", folder.file("out")] + arguments)
    while running.isRunning, !running.errorsSoFar.contains("simulating") { usleep(2000) }
    running.send(SIGTERM)
    let outcome = running.finish(timeout: 30)
    #expect(outcome.exitCode == 128 + SIGTERM, "\(outcome.errors.suffix(300))")
    #expect(Files.names(in: folder.path).isEmpty)
  }

  /// An object on the far side of the sky is no place of its row of pixels.
  @Test func theSkyGoesBeforePixels() throws {
    let folder = try TemporaryFolder()
    let list = try folder.write(
      "id,ra,dec,x,y\nnear,150.0,2.0,5,5\nfar,330.0,-2.0,20,10\nbare,,,20,10\n", to: "c.csv")
    let image = try CutoutTests.image(in: folder)
    let made = try BuiltCommand.run(
      "cutouts", image, "--catalog", list, "--size", "8", "--out", folder.file("out"))
    #expect(made.exitCode == 0, "\(made.errors)")
    let rows = try CutoutTests.table(folder.file("out/catalog.csv"))
    #expect(rows.map { $0["flags"] } == ["0", "2", "0"])
    #expect(rows.map { $0["file"] == "" } == [false, true, false])
    #expect(rows[0]["x"].flatMap(Double.init).map { abs($0 - 20.5) < 1e-6 } == true)
    let none = try folder.write("id,ra,dec\nfar,330.0,-2.0\n", to: "none.csv")
    let empty = try BuiltCommand.run(
      "cutouts", image, "--catalog", none, "--size", "8", "--out", folder.file("none"))
    #expect(empty.exitCode == 0)
    #expect((empty.output + empty.errors).contains("no cutout was made"))
  }
}
