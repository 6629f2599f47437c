import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// Which pixels the masks of miniature products reject.
@Suite struct Sentinel2MaskTests {
  private func rejected(
    _ product: Sentinel2Mini, _ masks: ProductRequest.Masks = .productDefault,
    bands: [String] = ["swir1"], change: (String) throws -> Void = { _ in }
  ) throws -> Sentinel2Pixels {
    let folder = try TemporaryFolder()
    let path = try product.write(to: folder)
    try change(path)
    defer { withExtendedLifetime(folder) {} }
    return try Sentinel2Pixels(path, bands: bands, masks: masks)
  }

  /// SCL holds 0 to 11 in its first row; 0 and 1 have no data either.
  @Test func sceneClasses() throws {
    let pixels = try rejected(Sentinel2Mini(.l2a, "04.00"))
    #expect(
      pixels.rejected == [
        "no data": 2, "fill": 0, "saturated": 0, "cloud": 2, "cirrus": 1, "shadow": 1,
      ])
    #expect((0..<12).map { pixels.valid[$0] } == [0, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0, 1])
  }

  /// One pixel of 20 m is four of 10 m.
  @Test func classesLieOverFinerBands() throws {
    let pixels = try rejected(Sentinel2Mini(.l2a, "03.01"), bands: ["red", "swir1"])
    #expect(pixels.width == 60)
    #expect(pixels.rejected["cloud"] == 8)
    #expect(
      (0..<60).filter { pixels.valid[60 + $0] == 0 } == [
        0, 1, 2, 3, 6, 7, 16, 17, 18, 19, 20, 21,
      ])
  }

  @Test(
    arguments: [
      ("dark", [2]), ("snow", [11]), ("water", [6]), ("vegetation", [4]), ("bare", [5]),
      ("unclassified", [7]), ("shadow", [3]),
    ] as [(String, [Int])])
  func namedClasses(name: String, columns: [Int]) throws {
    let pixels = try rejected(Sentinel2Mini(.l2a, "05.11"), .named([name]))
    #expect((2..<12).filter { pixels.valid[$0] == 0 } == columns)
  }

  /// Cloud probability is the column and snow probability the row.
  @Test func probabilities() throws {
    let product = Sentinel2Mini(.l2a, "05.11")
    #expect(try rejected(product, .named(["cloud-20"])).rejected["cloud-20"] == 10 * 30)
    #expect(try rejected(product, .named(["snow-20"])).rejected["snow-20"] == 10 * 30)
    #expect(
      error { try rejected(Sentinel2Mini(.l2a, "03.01"), .named(["cloud-40"])) }
        == "'\(Sentinel2Mini(.l2a, "03.01").name)' cannot be masked for 'cloud-40': it has no "
        + "MSK_CLDPRB file")
  }

  @Test func classificationOfLevel1() throws {
    let product = Sentinel2Mini(.l1c, "04.00")
    let pixels = try rejected(product)
    // One pixel of 60 m is nine of 20 m.
    #expect(pixels.rejected == ["no data": 2, "cloud": 9, "cirrus": 9])
    #expect(try rejected(product, .named(["snow"])).rejected["snow"] == 9)
    #expect(
      error { try rejected(product, .named(["shadow"])) }
        == "'\(product.name)' cannot be masked for 'shadow': Level-1C has no such mask")
  }

  @Test func polygonsAreNotRead() throws {
    let product = Sentinel2Mini(.l1c, "03.01")
    #expect(
      error { try rejected(product, .named(["cloud"])) }
        == "'\(product.name)' cannot be masked for 'cloud': it has neither MSK_CLASSI_B00 nor "
        + "QA60 (polygons, MSK_CLOUDS_B00.gml, are not read)")
  }

  @Test func bitsOfQA60() throws {
    let product = Sentinel2Mini(.l1c, "03.01")
    let pixels = try rejected(product) { path in
      try Sentinel2JP2.write(
        "\(path)/\(product.granule)/QI_DATA/T33XWJ_20220413T150759_QA60.jp2", 60,
        [{ column, row in row == 3 ? [1024, 2048, 512, 3072][min(column, 2)] : 0 }])
    }
    #expect(pixels.rejected == ["no data": 2, "cloud": 9, "cirrus": 9])
  }

  @Test func noMasksAreReadWhereNoneAreWanted() throws {
    #expect(try rejected(Sentinel2Mini(.l2a, "04.00"), .none).rejected == ["no data": 2])
  }
}
