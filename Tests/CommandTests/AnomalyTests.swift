import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// anomaly.tif, by the built command.
@Suite struct AnomalyTests {
  private let folder: TemporaryFolder
  private let raster: String
  private static let (width, height) = (90, 70)
  private static let odd = 33 * width + 41

  /// Patches of five bands that two numbers describe, with one pixel unlike any other and
  /// one without data.
  init() throws {
    folder = try TemporaryFolder()
    raster = try RasterFixture(
      grid: RasterFixture.utm(Self.width, Self.height), bands: 5, noData: -9999
    ) { band, column, row in
      let index = row * Self.width + column
      if index == 0 { return -9999 }
      if index == Self.odd { return band.isMultiple(of: 2) ? 9 : -9 }
      let (u, v) = (ScrambledField.unit(index), ScrambledField.unit(index + 1_000_000))
      return Float(band + 1) * u + Float(5 - band) * v
        + 0.05 * ScrambledField.unit(2_000_000 + index * 5 + band)
    }.write(to: folder.file("odd.tif"))
  }

  private func run(_ lines: String, out: String) throws -> BuiltCommand.Outcome {
    let file = try folder.write(
      "name: odd\ninput: odd.tif\nunits: 3\nfilter: none\n" + lines + "\n", to: out + ".yaml")
    return try BuiltCommand.run("run", file, "--out", folder.file(out))
  }

  private func values(_ out: String) throws -> [Float] {
    let data = try RasterDataset(path: folder.file(out + "/anomaly.tif"))
    let window = RasterDataset.SourceWindow(data.grid.extent)
    var values = [Float](repeating: 0, count: Self.width * Self.height)
    try data.read(
      bands: [1], source: window, width: Self.width, height: Self.height, into: &values,
      rowStride: Self.width, bandStride: values.count)
    return values
  }

  @Test(arguments: [
    "encoder: {method: pca, components: 2}", "encoder: {method: mnf, components: 2}",
    "encoder: {method: autoencoder, code: 2}\nwhitening: true", "recipe: nagar2024",
    "scaling: none\nencoder: {method: pca, components: 2}",
  ])
  func theOddPixelStandsOut(_ lines: String) throws {
    let outcome = try run(lines + "\noutputs: [anomaly, model, item, report]", out: "run")
    #expect(outcome.isSuccess, "\(outcome.errors)")
    let found = try values("run")
    let greatest = found.indices.max { !(found[$0] >= found[$1]) }
    #expect(greatest == Self.odd, "\(String(describing: greatest))")
    #expect(found[0].isNaN && found.count(where: \.isNaN) == 1)
    #expect(found[Self.odd] > 0.5)
    let results = Results(folder: folder.file("run"))
    let outputs = try results.report()["outputs"] as? [String]
    #expect(outputs?.contains("anomaly.tif") == true)
    #expect(try Files.text(results.file("item.json")).contains("\"./anomaly.tif\""))
    #expect(try Files.text(results.file("report.html")).contains("href=\"anomaly.tif\""))
    let raster = try RasterDataset(path: results.file("anomaly.tif"))
    #expect(raster.metadataItem("LAYOUT", domain: "IMAGE_STRUCTURE") == "COG")
    #expect(raster.bands[0].name == "anomaly")
    let again = try BuiltCommand.run(
      "map", folder.write("name: odd\ninput: odd.tif\noutputs: [anomaly]\n", to: "again.yaml"),
      "--model",
      results.file("model.safetensors"), "--out", folder.file("again"))
    #expect(again.isSuccess, "\(again.errors)")
    #expect(
      try Results(folder: folder.file("again")).bytes("anomaly.tif")
        == results.bytes("anomaly.tif"))
  }

  @Test(arguments: [
    ("encoder: identity", "the encoder 'identity' leaves nothing out"),
    ("encoder: {method: pca, components: 5}", "'pca' kept all 5 components"),
    ("encoder: {method: mnf, components: 5}", "'mnf' kept all 5 components"),
  ])
  func encodersThatLeaveNothingOutAreRefused(_ lines: String, _ reason: String) throws {
    let outcome = try run(lines + "\nscaling: z-score\noutputs: [anomaly]", out: "refused")
    #expect(outcome.exitCode == 2 && outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("no anomaly.tif: \(reason)"), "\(outcome.errors)")
    #expect(!Files.exists(folder.file("refused")))
  }
}
