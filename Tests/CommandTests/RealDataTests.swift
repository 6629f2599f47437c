import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// Real scenes, where they are present.
@Suite struct RealDataTests {
  private static let playa = "playa_landsat/Playa_Image.tif"

  private static func run(_ yaml: String) throws -> (Results, TemporaryFolder) {
    let folder = try TemporaryFolder()
    let scene = try folder.write(yaml, to: "scene.yaml")
    let outcome = try BuiltCommand.run("run", scene, "--out", folder.file("out"))
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return (Results(folder: folder.file("out")), folder)
  }

  /// Published numbers of k-means on this image.
  @Test(.enabled(if: OptionalData.has(playa))) func playaGoldens() throws {
    let (results, folder) = try Self.run(
      """
      input: \(OptionalData.path(Self.playa))
      scaling: min-max
      encoder: identity
      filter: none
      clusterer: k-means
      units: 5
      smoothing: none
      """)
    defer { withExtendedLifetime(folder) {} }
    let quality = try #require(try results.report()["quality"] as? [String: Any])
    let inertia = try #require(quality["inertia"] as? Double)
    let calinski = try #require(quality["calinskiHarabasz"] as? Double)
    let davies = try #require(quality["daviesBouldin"] as? Double)
    #expect(abs(inertia / 5212.34 - 1) < 0.0005)
    #expect(abs(calinski / 398_752 - 1) < 0.001)
    #expect(abs(davies - 0.7106) < 0.001)
    let sizes = try results.map().census().pixels.values.sorted(by: >)
    let published = [64604, 47650, 46048, 20351, 10135]
    #expect(sizes.count == published.count, "\(sizes)")
    for (found, wanted) in zip(sizes, published) {
      #expect(abs(Double(found) / Double(wanted) - 1) < 0.005, "\(sizes)")
    }
  }

  @Test(.enabled(if: OptionalData.has(playa))) func playaSingularValues() throws {
    let (results, folder) = try Self.run(
      """
      input: \(OptionalData.path(Self.playa))
      scaling: min-max
      encoder: {method: pca, components: 5}
      filter: none
      clusterer: k-means
      units: 5
      smoothing: none
      """)
    defer { withExtendedLifetime(folder) {} }
    let encoder = try #require(try results.report()["encoder"] as? [String: Any])
    let curves = try #require(encoder["curves"] as? [[String: Any]])
    let values = curves.first { ($0["name"] as? String)?.contains("singular") == true }?["values"]
    let found = try #require(values as? [Double], "\(curves)")
    let wanted = [186.32807025, 118.64892902, 17.88859731, 10.84392844, 3.67100249]
    try #require(found.count >= wanted.count)
    for (value, golden) in zip(found, wanted) { #expect(abs(value - golden) < 5e-7, "\(found)") }
  }

  @Test(.enabled(if: OptionalData.has(playa))) func nagarMapsPlaya() throws {
    let (results, keeper) = try Self.run(
      "input: \(OptionalData.path(Self.playa))\nrecipe: nagar2024\nunits: 5\n")
    defer { withExtendedLifetime(keeper) {} }
    let pixels = try results.map().census().pixels
    // Every pixel has data, and no unit is empty.
    #expect(pixels.values.reduce(0, +) == 188_788)
    #expect(pixels.count == 5 && pixels.values.allSatisfy { $0 > 0 }, "\(pixels)")
  }

  @Test(.enabled(if: OptionalData.has("nc_spm_landsat7"))) func nagarMapsLandsat7() throws {
    let folder = OptionalData.path("nc_spm_landsat7")
    let bands = Files.names(in: folder).filter {
      $0.hasPrefix("lsat7_2000_") && $0.hasSuffix(".tif")
    }
    #expect(bands.count == 6)
    let list = bands.map { "  - \(folder)/\($0)" }.joined(separator: "\n")
    let (results, keeper) = try Self.run("input:\n\(list)\nrecipe: nagar2024\nunits: 7\n")
    defer { withExtendedLifetime(keeper) {} }
    let census = try results.map().census().pixels
    // 62.36 % of 489x443 pixels have data in all bands.
    #expect(census.values.reduce(0, +) == 135_092)
  }

  struct Archive: Sendable, CustomTestStringConvertible {
    var name: String
    /// Centre of the upper left pixel, as the MTL gives it.
    var centre: (Double, Double)
    var size: (Int, Int)
    var testDescription: String { name }
  }

  static let archives = [
    Archive(
      name: "LC08_L1TP_017051_20151205_20200908_02_T1-cropped.tar.gz",
      centre: (543_990, 1_378_980), size: (468, 334)),
    Archive(
      name: "LC08_L1TP_227074_20190809_20200827_02_T1-cropped.tar.gz",
      centre: (441_000, -2_188_020), size: (667, 901)),
    Archive(
      name: "LC09_L2SP_231062_20230723_20230802_02_T1-cropped.tar.gz",
      centre: (832_500, -341_010), size: (851, 468)),
  ]

  /// The archives' TIFFs have no place of their own: it comes from the MTL.
  @Test(.enabled(if: OptionalData.has("xlandsat_landsat89")), arguments: archives)
  func archivesLieWhereTheirMetadataSay(_ archive: Archive) throws {
    let path = OptionalData.path("xlandsat_landsat89/\(archive.name)")
    let (results, folder) = try Self.run("input: \(path)\nrecipe: k-means\nunits: 4\n")
    defer { withExtendedLifetime(folder) {} }
    let grid = try results.map().grid
    #expect(grid.corners[0] == (archive.centre.0 - 15, archive.centre.1 + 15))
    #expect((grid.width, grid.height) == archive.size)
    let size = (Double(archive.size.0), Double(archive.size.1))
    #expect(
      grid.corners[2]
        == (archive.centre.0 - 15 + 30 * size.0, archive.centre.1 + 15 - 30 * size.1))
  }
}
