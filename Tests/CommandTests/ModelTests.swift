import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// Models applied to scenes that are not the one they were fitted to.
@Suite struct ModelTests {
  private static let names = ["blue", "green", "red", "nir"]
  private let folder: TemporaryFolder
  private let model: String

  init() throws {
    folder = try TemporaryFolder()
    model = folder.file("m.safetensors")
    let raster = try BadRasters.patches(90, 70, in: folder, name: "own.tif", names: Self.names)
    let fit = try BuiltCommand.run(
      "fit", raster, "--units", "4", "--recipe", "k-means", "--model", model)
    guard fit.isSuccess else { throw SimulatedScene.Unmade(description: fit.errors) }
  }

  private func raster(_ order: [Int], _ name: String) throws -> String {
    try RasterFixture(
      grid: RasterFixture.utm(90, 70), bands: order.count, names: order.map { Self.names[$0] }
    ) { band, column, row in
      ScrambledField.patches(band: order[band], column: column, row: row, size: 8)
    }.write(to: folder.file(name))
  }

  private func map(_ scene: String, model: String? = nil, out: String) throws
    -> BuiltCommand.Outcome
  {
    try BuiltCommand.run(
      "map", scene, "--model", model ?? self.model, "--out", folder.file(out))
  }

  private func expectRefusal(_ outcome: BuiltCommand.Outcome, _ parts: String...) {
    #expect(outcome.exitCode == 1 || outcome.exitCode == 2)
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    for part in parts { #expect(outcome.errors.contains(part), "\(outcome.errors)") }
    #expect(!Files.exists(folder.file("out")))
  }

  @Test func bandsAreFoundByName() throws {
    #expect(try map(folder.file("own.tif"), out: "own").isSuccess)
    #expect(try map(raster([2, 0, 3, 1], "mixed.tif"), out: "mixed").isSuccess)
    let own = try Results(folder: folder.file("own")).labels()
    #expect(try Results(folder: folder.file("mixed")).labels() == own)
    #expect(
      try Files.text(folder.file("mixed/units.csv")) == Files.text(folder.file("own/units.csv")))
  }

  @Test func missingBandIsRefused() throws {
    let outcome = try map(raster([0, 1, 3], "three.tif"), out: "out")
    expectRefusal(outcome, "'red'")
  }

  @Test func otherLevelIsRefused() throws {
    let product = try SimulatedScene(size: "120", more: ["--product"])
    let lists = Files.names(in: product.folder.path)
    let scene = product.folder.file("scene.yaml")
    #expect(lists.contains("scene.yaml"), "\(lists)")
    expectRefusal(
      try map(scene, out: "out"), "was fitted to reflectance", "holds toa-reflectance")
  }

  @Test func theSceneMayNotAskForOtherBands() throws {
    let scene = try folder.write("input: own.tif\nbands: [blue, red]\n", to: "few.yaml")
    expectRefusal(try map(scene, out: "out"), "blue, red", "blue, green, red, nir")
  }

  @Test(arguments: [0, 1, 7, 8, 100, 500, -1])
  func damagedModelsAreRefused(_ count: Int) throws {
    let whole = try Files.bytes(model)
    let damaged = folder.file("damaged.safetensors")
    try whole.prefix(count < 0 ? whole.count + count : count)
      .write(to: URL(fileURLWithPath: damaged))
    expectRefusal(
      try map(folder.file("own.tif"), model: damaged, out: "out"), "damaged.safetensors")
  }

  /// Any flipped byte is refused or changes nothing that would crash.
  @Test func flippedBytesNeverCrash() throws {
    let whole = try Files.bytes(model)
    let damaged = folder.file("flipped.safetensors")
    for step in 0..<24 {
      var bytes = whole
      bytes[Int(ScrambledField.bits(step) % UInt64(whole.count))] ^= UInt8(1 << (step % 8))
      try bytes.write(to: URL(fileURLWithPath: damaged))
      let outcome = try BuiltCommand.run(
        "map", folder.file("own.tif"), "--model", damaged, "--out", folder.file("out"),
        "--overwrite", "--quiet")
      #expect([0, 1, 2].contains(outcome.exitCode), "\(outcome.errors)")
      #expect(outcome.errorLines.count == (outcome.exitCode == 0 ? 0 : 1), "\(outcome.errors)")
    }
  }

  @Test func aRasterIsNoModel() throws {
    let raster = folder.file("own.tif")
    expectRefusal(try map(raster, model: raster, out: "out"), "own.tif' is not a valid model")
  }

  @Test func anEarlierNumberingIsKept() throws {
    let own = folder.file("own.tif")
    let first = Results(folder: folder.file("first"))
    let arguments = ["run", own, "--units", "4", "--recipe", "k-means", "--out"]
    #expect(try BuiltCommand.run(arguments + [first.folder]).isSuccess)
    let permuted = [0, 3, 1, 4, 2]
    let old = try first.labels().map { permuted[Int($0)] }
    let path = try RasterFixture(
      grid: RasterFixture.utm(90, 70), type: .uint8, noData: 0, planes: [old.map(Float.init)]
    ).write(to: folder.file("old.tif"))
    let again = Results(folder: folder.file("again"))
    let outcome = try BuiltCommand.run(arguments + [again.folder, "--relabel", path])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try again.labels().map(Int.init) == old)
    let third = Results(folder: folder.file("third"))
    let byModel = try BuiltCommand.run(
      arguments + [third.folder, "--seed", "5", "--relabel", again.file("model.safetensors")])
    #expect(byModel.exitCode == 0, "\(byModel.errors)")
    let agreeing = zip(try third.labels().map(Int.init), old).filter { $0 == $1 }.count
    #expect(agreeing > old.count * 9 / 10)
  }

  @Test func theModelInTheFolderOfTheResultsSurvives() throws {
    let folderOfAll = folder.file("all")
    let own = folder.file("own.tif")
    #expect(
      try BuiltCommand.run("run", own, "--units", "4", "--out", folderOfAll).isSuccess)
    let inside = folderOfAll + "/model.safetensors"
    let before = try Files.bytes(inside)
    let outcome = try BuiltCommand.run(
      "map", own, "--model", inside, "--out", folderOfAll, "--overwrite")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try Files.bytes(inside) == before)
  }
}
