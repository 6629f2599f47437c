import Foundation
import TestSupport
import Testing

/// The programs of the folder Examples, on simulated inputs.
@Suite struct ExampleTests {
  @Test func aProgramMapsASceneAndReadsTheMap() throws {
    let folder = try TemporaryFolder()
    let scene = try SimulatedScene.small.get()
    let outcome = try BuiltCommand.run(
      program: "map-a-scene",
      [scene.raster, folder.file("map"), scene.folder.file("truth.tif")])
    #expect(outcome.isSuccess, "\(outcome.errors)\(outcome.output)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("fitted to scene: ") == true)
    #expect(lines.count { $0.hasPrefix("Unit ") && $0.hasSuffix(" ha") } == 6)
    let accuracy = lines.last?.split(separator: " ").last.flatMap { Double($0) } ?? 0
    #expect(accuracy > 0.7 && accuracy <= 1)
    // A classifier that was never written is saved among the results, which can be made again.
    let verified = try BuiltCommand.run("verify", folder.file("map"), "--again")
    #expect(verified.isSuccess, "\(verified.output)\(verified.errors)")
  }

  @Test func aProgramGroupsASurvey() throws {
    let folder = try TemporaryFolder()
    let made = try BuiltCommand.run(
      "simulate", "--survey", "--size", "300x300", "--sources", "60", "--out", folder.path, "-q")
    #expect(made.isSuccess, "\(made.errors)")
    let images = ["g", "r", "i"].map { folder.file("sky_\($0).fits") }
    let outcome = try BuiltCommand.run(
      program: "group-a-survey", [folder.file("groups")] + images)
    #expect(outcome.isSuccess, "\(outcome.errors)\(outcome.output)")
    let numbers = outcome.output.split(separator: " ").compactMap { Int($0) }
    #expect(numbers.count == 2 && numbers[0] > 20 && (1...4).contains(numbers[1]))
  }

  @Test func aClustererOfOnesOwnIsAppliedByTheCommand() throws {
    let folder = try TemporaryFolder()
    let scene = try SimulatedScene.small.get()
    let outcome = try BuiltCommand.run(
      program: "own-clusterer", [scene.raster, folder.file("own")])
    #expect(outcome.isSuccess, "\(outcome.errors)\(outcome.output)")
    #expect(outcome.output == "5 units by farthest-first traversal\n")
    let applied = try BuiltCommand.run(
      "map", scene.raster, "--model", folder.file("own/model.safetensors"), "--out",
      folder.file("applied"), "-q")
    #expect(applied.isSuccess, "\(applied.errors)")
    #expect(
      try Files.bytes(folder.file("own/units.tif")) == Files.bytes(folder.file("applied/units.tif"))
    )
  }

  @Test(arguments: ["map-a-scene", "own-clusterer"])
  func whatIsMissingIsSaid(_ program: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltCommand.run(program: program, [folder.file("none.tif"), folder.path])
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains("none.tif' does not exist"), "\(outcome.output)")
  }
}
