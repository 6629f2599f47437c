import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// Band files without metadata.
@Suite struct Sentinel2BandFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ names: [String]) throws {
    for name in names {
      let size = name.contains("20m") || name.contains("B11") ? 20 : 10
      try Sentinel2JP2.write(
        folder.file(name), size, [{ column, _ in column == 0 ? 0 : UInt16(1500 + column) }])
    }
  }

  private func open(masks: ProductRequest.Masks = .productDefault) throws -> BandStack {
    try ProductCatalogue.open(.init(paths: [folder.path], masks: masks))
  }

  @Test(arguments: ["T46RER_20210908T042701_", "s2_", ""])
  func numbersAreUsedAsTheyAre(prefix: String) throws {
    try write(["B04", "B02", "B11"].map { "\(prefix)\($0).jp2" })
    let stack = try open()
    #expect(stack.product == "Sentinel-2 band files")
    #expect(stack.level == "digital-number")
    #expect(stack.bands.map(\.label) == ["B02", "B04", "B11"])
    #expect(stack.bands.map(\.name) == ["blue", "red", "swir1"])
    #expect(stack.bands.map(\.noData) == Array(repeating: [0, 65535], count: 3))
    #expect(stack.bands.map(\.calibration) == Array(repeating: .identity, count: 3))
    #expect(stack.notes.contains { $0.contains("neither offset nor quantification is known") })
  }

  @Test func theFinestOfSeveralPixelSizes() throws {
    try write(["T_B04_20m.jp2", "T_B04_10m.jp2", "T_B05_20m.jp2"])
    #expect(try open().bands.map(\.grid.width) == [60, 30])
  }

  @Test func masksAreUsed() throws {
    try write(["T_B04_10m.jp2"])
    try Sentinel2JP2.write(folder.file("T_SCL_20m.jp2"), 20, [{ _, _ in 9 }], isByte: true)
    #expect(try open().quality.first?.tests.map(\.name).contains("cloud") == true)
  }

  @Test func severalScenesAreRefused() throws {
    try write(["T1_B04.jp2", "T2_B04.jp2"])
    #expect(
      error { try open() }
        == "'\(folder.path)' holds Sentinel-2 bands of 2 scenes (T1, T2); name the band files of "
        + "one")
  }

  /// B10 and B11 alone may be of anything.
  @Test func otherBandsAreLeftAlone() throws {
    try write(["x_B10.jp2", "x_B11.jp2"])
    #expect(error { try open() }.contains("holds no product that is known"))
  }

  /// The part of a product that people name by mistake.
  @Test func theImageFolderOfAProduct() throws {
    let product = Sentinel2Mini(.l2a, "04.00")
    let path = try product.write(to: folder) + "/" + product.granule + "/IMG_DATA/R10m"
    let stack = try ProductCatalogue.open(.init(path: path))
    #expect(stack.level == "digital-number")
    #expect(stack.bands.map(\.label) == ["B02", "B03", "B04", "B08"])
  }
}
