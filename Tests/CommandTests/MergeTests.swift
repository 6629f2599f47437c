import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// `facies merge`; what becomes of units is in MapToolsTests.
@Suite struct MergeTests {
  private let folder: TemporaryFolder
  private let run: FinishedRun

  init() throws {
    folder = try TemporaryFolder()
    run = try FinishedRun.shared.get()
  }

  private func labels(_ path: String) throws -> [UInt16] {
    let map = try LabelMap(path: path)
    return try map.labels(in: map.grid.extent, width: map.grid.width, height: map.grid.height)
  }

  /// Every coarser map is a union of the units of every finer one, and says
  /// itself how to go on.
  @Test func coarserMapsAreUnionsOfFinerOnes() throws {
    var fine = run.results.file("units.tif")
    let units = Set(try labels(fine)).subtracting([0]).count
    for count in [units - 2, 3, 2] {
      let coarse = folder.file("\(count).tif")
      let outcome = try BuiltCommand.run(
        "merge", fine, "--units", "\(count)", "--out", coarse, "--json")
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      let groups = try #require(Results.object(outcome.output)["groups"] as? [[String: Any]])
      #expect(groups.count == count)
      var partner: [UInt16: Set<UInt16>] = [:]
      for (a, b) in zip(try labels(fine), try labels(coarse)) { partner[a, default: []].insert(b) }
      #expect(partner.values.allSatisfy { $0.count == 1 })
      #expect(partner[0] ?? [0] == [0])
      #expect(Set(partner.values.flatMap { $0 }).count == count + (partner[0] == nil ? 0 : 1))
      let map = try LabelMap(path: coarse)
      #expect(map.dataset.metadataItem("LAYOUT", domain: "IMAGE_STRUCTURE") == "COG")
      #expect(map.dataset.bands[0].categories.count == count + 1)
      #expect(FileManager.default.fileExists(atPath: folder.file("\(count).qml")))
      fine = coarse
    }
  }

  @Test func theHierarchyIsInModelAndReport() throws {
    let report = try run.results.report()
    let merges = try #require(report["tree"] as? [[String: Any]])
    #expect(merges.count == (report["units"] as? [Any])?.count.advanced(by: -1))
    let page = try Files.text(run.results.file("report.html"))
    #expect(page.contains("Hierarchy of the units") && page.contains("id=\"coarse\""))
    let out = folder.file("applied")
    let applied = try BuiltCommand.run(
      "map", run.scene.raster, "--model", run.results.file("model.safetensors"), "--out", out)
    #expect(applied.exitCode == 0, "\(applied.errors)")
    let tree = try LabelMap(path: out + "/units.tif").dataset.metadataItem("FACIES_TREE")
    #expect(tree == (try run.results.map().dataset.metadataItem("FACIES_TREE")))
    #expect(UnitTree(tree ?? "") != nil)
  }

  @Test(arguments: [
    ([], "give one of --units and --join"),
    (["--units", "3", "--join", "1,2"], "give one of --units and --join"),
    (["--units", "0"], "--units is 0; "),
    (["--join", "1"], "--join needs two units or more"),
    (["--join", "1,2", "--join", "2,3"], "unit 2 comes twice in --join"),
  ])
  func refusals(_ arguments: [String], _ words: String) throws {
    let out = folder.file("refused.tif")
    let outcome = try BuiltCommand.run(
      ["merge", run.results.file("units.tif"), "--out", out] + arguments)
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test func aMapWithoutHierarchyNeedsHands() throws {
    let plain = try RasterFixture(
      grid: RasterFixture.utm(8, 8), bands: 1, type: .uint8, noData: 0
    ) { _, column, _ in Float(1 + column % 3) }.write(to: folder.file("plain.tif"))
    let outcome = try BuiltCommand.run(
      "merge", plain, "--units", "2", "--out", folder.file("out.tif"))
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains("say which to join with --join 2,3"), "\(outcome.errors)")
  }
}
