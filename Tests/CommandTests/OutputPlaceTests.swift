import Foundation
import TestSupport
import Testing

/// Where results may not go: over what they are made from, or over what is no file.
@Suite struct OutputPlaceTests {
  private let folder: TemporaryFolder
  private let raster: Data

  init() throws {
    folder = try TemporaryFolder()
    raster = try Files.bytes(SimulatedScene.small.get().raster)
    _ = try folder.folder("in")
    try raster.write(to: URL(fileURLWithPath: folder.file("in/units.tif")))
    for (name, target) in [("link.tif", "units.tif"), ("self", "."), ("dangling", "gone")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file("in/" + name), withDestinationPath: target)
    }
    mkfifo(folder.file("in/pipe"), 0o600)
  }

  private func expectRefused(_ arguments: [String], _ says: String) throws {
    let outcome = try BuiltCommand.run(arguments + ["--overwrite", "-q"], in: folder.path)
    #expect(outcome.exitCode == 2, "\(arguments): \(outcome.errors)")
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
    #expect(try Files.bytes(folder.file("in/units.tif")) == raster)
    #expect(!Files.names(in: folder.file("in")).contains { $0.hasPrefix(".") })
  }

  /// `run X/units.tif --out X` would have replaced its own input.
  @Test(arguments: ["in", "in/self", "./in/../in"])
  func resultsDoNotReplaceTheirInput(_ out: String) throws {
    for verb in [["run"], ["run", "--dry-run"]] {
      try expectRefused(
        verb + ["in/units.tif", "--out", out],
        "'\(out)/units.tif' is an input of this run, whose result of this name would take its place"
      )
    }
  }

  @Test(arguments: [
    ("in/units.tif", "is the input itself"), ("in/link.tif", "is the input itself"),
    ("in/pipe", "is a device or a pipe"), ("/dev/full", "is a device or a pipe"),
    ("in", "is a folder"),
  ])
  func aModelIsAFileOfItsOwn(_ model: String, _ says: String) throws {
    for scenes in [["in/units.tif"], ["in/units.tif", "in/link.tif"]] {
      try expectRefused(["fit"] + scenes + ["--model", model], "'\(model)' \(says); --model must")
    }
  }

  @Test func aColourImageDoesNotReplaceItsScene() throws {
    try expectRefused(["composite", "in/units.tif", "--out", "in/link.tif"], "is the input itself")
  }

  /// A link is replaced by the file; what it leads to stays.
  @Test func linksAreReplaced() throws {
    let model = folder.file("in/dangling")
    let outcome = try BuiltCommand.run(
      ["fit", "in/units.tif", "--recipe", "k-means", "--model", model, "--overwrite", "-q"],
      in: folder.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(!Files.exists(folder.file("in/gone")))
    #expect(try Files.bytes(model).count > 1000)
  }

  /// Tables and images of a vote or survey, and the model that is applied.
  @Test func surveysKeepWhatTheyRead() throws {
    let made = try BuiltCommand.run(
      ["simulate", "--survey", "--size", "200", "--sources", "40", "--out", "sky", "-q"],
      in: folder.path)
    #expect(made.isSuccess)
    try FileManager.default.copyItem(
      atPath: folder.file("sky/sky_g.fits"), toPath: folder.file("sky/catalog.fits"))
    let image = try Files.bytes(folder.file("sky/catalog.fits"))
    let refused = try BuiltCommand.run(
      ["run", "sky/catalog.fits", "--out", "sky", "--overwrite", "-q"], in: folder.path)
    #expect(refused.exitCode == 2 && refused.errors.contains("is an input of this run"))
    #expect(try Files.bytes(folder.file("sky/catalog.fits")) == image)
    let fitted = try BuiltCommand.run(
      ["run", "sky/sky_r.fits", "--encoder", "pixels", "--groups", "2", "--out", "out", "-q"],
      in: folder.path)
    #expect(fitted.isSuccess, "\(fitted.errors)")
    let model = try Files.bytes(folder.file("out/model.safetensors"))
    let applied = try BuiltCommand.run(
      ["run", "sky/sky_r.fits", "--apply", "out/model.safetensors", "--out", "out", "--overwrite"]
        + ["-q"], in: folder.path)
    #expect(applied.isSuccess, "\(applied.errors)")
    #expect(try Files.bytes(folder.file("out/model.safetensors")) == model)
    let table = try BuiltCommand.run(
      ["group", "out/catalog.csv", "--groups", "2", "--out", "out", "--overwrite"],
      in: folder.path)
    #expect(table.exitCode == 2 && table.errors.contains("is an input of this run"))
  }
}
