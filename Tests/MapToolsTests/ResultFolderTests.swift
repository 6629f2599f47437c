import Foundation
import Rasters
import Scenes
import TestSupport
import Testing

@testable import MapTools

/// The folder of a run and the names in it.
@Suite struct ResultFolderTests {
  private let folder: TemporaryFolder
  private let out: String

  init() throws {
    folder = try TemporaryFolder()
    out = try folder.folder("out")
  }

  /// What a run may write, the record last.
  static let names = [
    "anomaly.tif", "units.yaml", "map.png", "model.safetensors", "report.html",
    "units.tif", "run.json",
  ].map(ResultFolder.Name.init(rawValue:))

  private func result(overwrite: Bool = false, inputs: [String] = []) throws -> ResultFolder {
    try ResultFolder(path: out, names: Self.names, overwrite: overwrite, inputs: inputs)
  }

  private func write(_ names: ResultFolder.Name..., to result: ResultFolder) throws {
    for name in names {
      try "new".write(toFile: result.file(name), atomically: false, encoding: .utf8)
    }
  }

  @Test func aNewRunReplacesAllButThePersonsOwnFile() throws {
    for name in [
      "units.tif", "run.json", "anomaly.tif", "units.yaml", "map.pgw", "map.png.aux.xml", "mine",
    ] {
      try folder.write("old", to: "out/" + name)
    }
    let result = try result(overwrite: true)
    try write(.units, .report, .map, to: result)
    try result.publish()
    #expect(Files.names(in: out) == ["map.png", "mine", "run.json", "units.tif", "units.yaml"])
    #expect(try Files.text(out + "/units.yaml") == "old")
    #expect(try Files.text(out + "/run.json") == "new")
  }

  @Test func namesThatAreKeptStay() throws {
    try folder.write("old", to: "out/model.safetensors")
    let result = try result(overwrite: true)
    try write(.report, to: result)
    try result.publish(keeping: [.model])
    #expect(Files.names(in: out) == ["model.safetensors", "run.json"])
  }

  /// A person's file does not stand in the way of a run; any result does.
  @Test(arguments: names) func resultsAreGuarded(_ name: ResultFolder.Name)
    throws
  {
    try folder.write("old", to: "out/" + name.rawValue)
    if name == .unitFile {
      _ = try result().abandon(Failure("x"))
    } else {
      let error = try #require(throws: Failure.self) { try result() }
      #expect(
        error.code == .exists && error.description.contains("already holds \(name.rawValue);"))
    }
    #expect(Files.names(in: out) == [name.rawValue])
  }

  /// Also through links, and although told to overwrite.
  @Test func anInputIsNotReplaced() throws {
    let input = try folder.write("scene", to: "scene.tif")
    try FileManager.default.createSymbolicLink(
      atPath: out + "/units.tif", withDestinationPath: input)
    let error = try #require(throws: Failure.self) {
      try result(overwrite: true, inputs: [input])
    }
    #expect(error.description.hasPrefix("'\(out)/units.tif' is an input of this run"))
    #expect(try Files.text(input) == "scene")
  }

  /// The file of units counts once somebody has changed it.
  @Test func theUnitFileCountsOnceItIsChanged() throws {
    let legend = Legend(entries: [LegendEntry(value: 1, name: "Unit 1", colour: RGB(1, 2, 3))])
    let text = UnitFile.text(legend)
    let result = try result()
    #expect(try result.unitFile() == nil)
    try folder.write(text, to: "out/units.yaml")
    #expect(try result.unitFile() == nil)
    try folder.write(text.replacing("Unit 1", with: "Sand"), to: "out/units.yaml")
    #expect(
      try result.unitFile() == UnitFile(entries: [1: .init(name: "Sand", colour: RGB(1, 2, 3))]))
    _ = result.abandon(Failure("x"))
  }
}
