import RasterIO
import Rasters
import TestSupport
import Testing

/// probabilities.tif and codes.tif, by the built command.
@Suite struct DetailOutputTests {
  private let folder: TemporaryFolder
  private static let (width, height) = (90, 70)
  private static var pixels: Int { width * height }

  /// Three patches of three bands, one pixel without data.
  init() throws {
    folder = try TemporaryFolder()
    _ = try RasterFixture(
      grid: RasterFixture.utm(Self.width, Self.height), bands: 3, noData: -9999
    ) { band, column, row in
      let index = row * Self.width + column
      if index == 0 { return -9999 }
      let patch = column * 3 / Self.width
      return Float(10 + 4 * patch * (band + 1))
        + 2 * ScrambledField.unit(index * 3 + band)
    }.write(to: folder.file("patches.tif"))
  }

  private func run(_ lines: String, out: String, _ options: String...) throws
    -> BuiltCommand.Outcome
  {
    let file = try folder.write(
      "name: patches\ninput: patches.tif\nunits: 3\n" + lines + "\n", to: out + ".yaml")
    return try BuiltCommand.run(["run", file, "--out", folder.file(out)] + options)
  }

  /// Planes of a raster after one another.
  private func values(_ path: String) throws -> (bands: [String], values: [Float]) {
    let data = try RasterDataset(path: path)
    var values = [Float](repeating: 0, count: Self.pixels * data.bands.count)
    try data.read(
      bands: Array(1...data.bands.count), source: .init(data.grid.extent), width: Self.width,
      height: Self.height, into: &values, rowStride: Self.width, bandStride: Self.pixels)
    return (data.bands.map(\.name), values)
  }

  /// Whatever the clusterer and the smoothing, with strips of a few rows and one thread too.
  @Test(arguments: [
    "recipe: standard", "recipe: mixture", "recipe: k-means\nsmoothing: none",
    "recipe: k-means\nsmoothing: {method: mrf}", "encoder: {method: pca, components: 2}",
  ])
  func probabilitiesAreThoseOfTheUnits(_ lines: String) throws {
    let outcome = try run(
      lines, out: "run", "--outputs", "probabilities,codes,model,item", "--threads", "2")
    #expect(outcome.isSuccess, "\(outcome.errors)")
    let results = Results(folder: folder.file("run"))
    let (names, shares) = try values(results.file("probabilities.tif"))
    let units = try values(results.file("units.tif")).values
    #expect(names == ["Unit 1", "Unit 2", "Unit 3"])
    var agreeing = 0
    for pixel in 1..<Self.pixels {
      let own = (0..<3).map { shares[$0 * Self.pixels + pixel] }
      #expect(abs(own.reduce(0, +) - 100) <= 1.5)
      let best = own.indices.max { own[$0] < own[$1] } ?? 0
      agreeing += best + 1 == Int(units[pixel]) ? 1 : 0
    }
    #expect(Double(agreeing) > 0.97 * Double(Self.pixels))
    #expect((0..<3).allSatisfy { shares[$0 * Self.pixels] == 255 })
    #expect(try Files.text(results.file("item.json")).contains("\"./probabilities.tif\""))
    for name in ["probabilities.tif", "codes.tif"] {
      let raster = try RasterDataset(path: results.file(name))
      #expect(raster.metadataItem("LAYOUT", domain: "IMAGE_STRUCTURE") == "COG")
    }
    // A model makes the same again.
    let again = try BuiltCommand.run(
      "map",
      folder.write(
        "name: patches\ninput: patches.tif\noutputs: [probabilities, codes]\n", to: "m.yaml"),
      "--model", results.file("model.safetensors"), "--out", folder.file("again"), "--threads", "1")
    #expect(again.isSuccess, "\(again.errors)")
    for name in ["probabilities.tif", "codes.tif"] {
      #expect(try Results(folder: folder.file("again")).bytes(name) == results.bytes(name))
    }
  }

  @Test(arguments: [
    ("recipe: standard", ["b1 scaled", "b2 scaled", "b3 scaled"]),
    ("encoder: {method: pca, components: 2}", ["pca 1", "pca 2"]),
  ])
  func codesAreCalledByTheirEncoder(lines: String, names: [String]) throws {
    #expect(try run(lines, out: "codes", "--outputs", "codes").isSuccess)
    let (found, codes) = try values(folder.file("codes/codes.tif"))
    #expect(found == names)
    for band in names.indices {
      let plane = codes[band * Self.pixels..<(band + 1) * Self.pixels]
      #expect(plane.first?.isNaN == true)
      let mean = plane.dropFirst().reduce(0, +) / Float(Self.pixels - 1)
      #expect(abs(mean) < 0.01)
    }
  }

  @Test func anUnknownOutputIsRefused() throws {
    let outcome = try run("", out: "none", "--outputs", "map,probability")
    #expect(!outcome.isSuccess)
    #expect(outcome.errors.contains("'probability' is not known"))
    #expect(outcome.errors.contains("did you mean 'probabilities'"))
  }
}
