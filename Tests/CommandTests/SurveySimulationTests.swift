import Foundation
import TestSupport
import Testing

/// `facies simulate --survey`.
@Suite struct SurveySimulationCommandTests {
  @Test func whatIsMadeUpCanBeCutOut() throws {
    let folder = try TemporaryFolder()
    let made = try BuiltCommand.run(
      "simulate", "--survey", "--size", "200x140", "--sources", "12", "--out",
      folder.file("sky"), "--json", "-q")
    #expect(made.isSuccess, "\(made.errors)")
    let report = try Results.object(made.output)
    let images = try #require(report["images"] as? [String])
    #expect(images.count == 3 && report["sources"] as? Int == 12)
    let cut = try BuiltCommand.run(
      ["cutouts"] + images + [
        "--catalog", folder.file("sky/truth.fits"), "--size", "32", "--out", folder.file("cut"),
        "--json", "-q",
      ])
    #expect(cut.isSuccess, "\(cut.errors)")
    let cutouts = try Results.object(cut.output)
    #expect(cutouts["cutouts"] as? Int == 12 && cutouts["withoutPosition"] as? Int == 0)
    #expect((cutouts["atEdge"] as? Int ?? 0) >= 8)
    let names = Files.names(in: folder.file("cut/files"))
    #expect(names.first == "S000001.fits" && names.count == 12)
  }

  @Test(arguments: [
    (["--survey", "--sensor", "aster"], "--sensor goes with scenes"),
    (["--survey", "--product"], "--product goes with scenes"),
    (["--sources", "7"], "--sources goes with --survey"),
    (["--survey", "--sources", "0"], "--sources is 0, must be from 1"),
    (["--survey", "--size", "20x200"], "20 pixels"),
  ])
  func wrongCallsAreExplained(arguments: [String], says: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltCommand.run(["simulate", "--out", folder.file("out")] + arguments)
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
  }
}
