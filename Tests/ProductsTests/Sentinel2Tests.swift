import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// Miniature products, as people meet them.
@Suite struct Sentinel2Tests {
  static let land = [
    "blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "swir1", "swir2",
  ]

  /// A product on disk and its path.
  private func mini(_ product: Sentinel2Mini) throws -> (TemporaryFolder, String) {
    let folder = try TemporaryFolder()
    return (folder, try product.write(to: folder))
  }

  @Test func level2IsSurfaceReflectance() throws {
    let product = Sentinel2Mini(.l2a, "04.00")
    let (folder, path) = try mini(product)
    let stack = try ProductCatalogue.open(.init(path: path))
    #expect(stack.name == product.name)
    #expect(stack.product == "Sentinel-2B L2A N0400")
    #expect(stack.level == "surface-reflectance")
    #expect(stack.sensor == "Sentinel-2B MSI")
    #expect(stack.acquired == "2022-04-13T15:07:59Z")
    #expect(stack.bands.map(\.name) == Self.land)
    #expect(stack.bands.map(\.grid.width) == [60, 60, 60, 30, 30, 30, 60, 30, 30, 30])
    #expect(stack.bands.allSatisfy { $0.noData == [0, 65535] && $0.quantity == .reflectance })
    #expect(stack.bands.first?.wavelength == 0.4923)
    #expect(stack.grid.transform?.coefficients == [499_980, 10, 0, 8_900_040, 0, -10])
    #expect(stack.grid.reference.code == "EPSG:32633")
    #expect(stack.files.contains(path + "/MTD_MSIL2A.xml"))
    #expect(stack.files.contains(path + "/" + product.image("B04") + ".jp2"))
    withExtendedLifetime(folder) {}
  }

  @Test func level1IsReflectanceAtTheTopOfTheAtmosphere() throws {
    let (folder, path) = try mini(Sentinel2Mini(.l1c, "03.01"))
    let stack = try ProductCatalogue.open(.init(path: path))
    #expect(stack.product == "Sentinel-2B L1C N0301")
    #expect(stack.level == "toa-reflectance")
    #expect(stack.bands.map(\.name) == Self.land)
    #expect(stack.quality.isEmpty)
    #expect(stack.notes.contains { $0.hasPrefix("no cloud mask that can be read") })
    let named = try ProductCatalogue.open(.init(paths: [path], bands: ["cirrus", "1", "B9"]))
    #expect(named.bands.map(\.label) == ["B10", "B01", "B09"])
    #expect(named.grid.width == 10)
    withExtendedLifetime(folder) {}
  }

  /// Baselines before the offset, with it, and a scene of 2019 that was
  /// processed again: the numbers differ, the reflectances do not.
  @Test(arguments: [Sentinel2Mini.Level.l1c, .l2a])
  func baselinesGiveTheSameReflectance(level: Sentinel2Mini.Level) throws {
    let products = [
      Sentinel2Mini(level, "03.01"), Sentinel2Mini(level, "04.00"),
      Sentinel2Mini(level, "05.11"), Sentinel2Mini(level, "05.00", day: "20190212"),
    ]
    let folder = try TemporaryFolder()
    let read = try products.map { try Sentinel2Pixels($0.write(to: folder), masks: .none) }
    for (product, pixels) in zip(products, read) {
      #expect(pixels.valid == read[0].valid, "\(product.name)")
      #expect(pixels.greatestDifference(from: read[0]) < 1e-6, "\(product.name)")
    }
    let red = read[1].values("red", column: 7, row: 9)
    #expect(abs(red - Float(Sentinel2Mini.scaled("B04", 7, 9)) / 10_000) < 1e-6)
    withExtendedLifetime(folder) {}
  }

  @Test func noDataIsTestedBeforeTheOffset() throws {
    let (folder, path) = try mini(Sentinel2Mini(.l2a, "04.00"))
    let pixels = try Sentinel2Pixels(path, bands: ["red"], masks: .none)
    #expect(pixels.valid[0] == 0)
    #expect(pixels.valid[1] == 0)
    #expect(pixels.valid[2] == 1)
    let red = try ProductCatalogue.open(.init(paths: [path], bands: ["red"])).bands[0]
    #expect(abs(red.calibration.value(of: 1) + 0.0999) < 1e-12)
    withExtendedLifetime(folder) {}
  }

  /// Detectors end at different places: a pixel without one band is out.
  @Test func onePixelWithoutDataInOneBandIsOut() throws {
    let product = Sentinel2Mini(.l2a, "05.11")
    let (folder, path) = try mini(product)
    try Sentinel2JP2.write(
      "\(path)/\(product.image("B11")).jp2", 20, [{ $0 == 9 && $1 == 9 ? 0 : 2000 }])
    let pixels = try Sentinel2Pixels(path, bands: ["B05", "B11"], masks: .none)
    #expect(pixels.valid.filter { $0 == 0 }.count == 3)
    #expect(pixels.valid[9 * 30 + 9] == 0)
    withExtendedLifetime(folder) {}
  }

  @Test func bandsOfOnePixelSizeKeepIt() throws {
    let (folder, path) = try mini(Sentinel2Mini(.l2a, "04.00"))
    let stack = try ProductCatalogue.open(.init(paths: [path], bands: ["swir1", "swir2", "8A"]))
    #expect(stack.grid.width == 30)
    #expect(!stack.notes.contains { $0.contains("resampled") })
    withExtendedLifetime(folder) {}
  }

  @Test func otherPixelSizesAreUsedWithANote() throws {
    let (folder, path) = try mini(Sentinel2Mini(.l2a, "04.00", sizes: [20]))
    let stack = try ProductCatalogue.open(.init(path: path))
    #expect(stack.bands.map(\.name) == Self.land.filter { $0 != "nir" })
    #expect(stack.grid.width == 30)
    #expect(
      stack.notes.contains("red (B04) is there with pixels of 20 m only, not of 10 m"))
    withExtendedLifetime(folder) {}
  }

  /// GDAL's own driver takes the miniature for what it is, with the same
  /// numbers.
  @Test(arguments: [Sentinel2Mini.Level.l1c, .l2a])
  func theDriverOfGDALAgrees(level: Sentinel2Mini.Level) throws {
    let product = Sentinel2Mini(level, "04.00")
    let (folder, path) = try mini(product)
    let name = "SENTINEL2_\(level.rawValue):\(path)/\(product.metadata):10m:EPSG_32633"
    let opened = try #require(Sentinel2JP2.openWithDriver(name))
    #expect(Set(opened.bands).isSuperset(of: ["B2", "B3", "B4", "B8"]))
    #expect(opened.width == 60)
    let red = try #require(opened.bands.firstIndex(of: "B4"))
    let pixels = try Sentinel2Pixels(path, bands: ["red"], masks: .none)
    for index in pixels.valid.indices where pixels.valid[index] != 0 {
      let expected = (Float(opened.numbers[red][index]) - 1000) / 10_000
      #expect(abs(pixels.planes[0][index] - expected) < 1e-6)
    }
    withExtendedLifetime(folder) {}
  }

  @Test func everythingIsDescribed() throws {
    let (folder, path) = try mini(Sentinel2Mini(.l2a, "05.11"))
    let about = try ProductCatalogue.describe(path: path)
    #expect(about.bands.count == 12)
    #expect(about.bands.filter(\.isUsed).map(\.name) == Self.land)
    #expect(about.bands.first { $0.label == "B04" }?.scaling == "0.0001 DN - 0.1")
    #expect(
      about.masks.filter(\.isDefault).map(\.name) == [
        "fill", "saturated", "cloud", "cirrus", "shadow",
      ])
    #expect(
      about.notes == [
        "resampled by georeference to the finest grid: "
          + "rededge1, rededge2, rededge3, nir08, swir1, swir2"
      ])
    withExtendedLifetime(folder) {}
  }
}

/// What a run would read of a scene.
struct Sentinel2Pixels {
  let planes: [[Float]]
  let valid: [UInt8]
  let names: [String]
  let width: Int
  /// How many pixels each reason rejected.
  let rejected: [String: Int]

  init(
    _ path: String, bands: [String]? = nil, masks: ProductRequest.Masks = .productDefault
  ) throws {
    let stack = try ProductCatalogue.open(.init(paths: [path], bands: bands, masks: masks))
    let reader = StripReader(stack: stack, region: stack.grid.extent, lanes: 1)
    let rows = 0..<stack.grid.height
    let strip = Strip(width: stack.grid.width, rows: rows.count, bands: stack.bands.count)
    reader.begin(strip, rows: rows)
    try reader.read(strip, lane: 0)
    let counts = try reader.finish(strip, rows: rows, lane: 0)
    let count = strip.pixelCount
    planes = stack.bands.indices.map { band in
      Array(UnsafeBufferPointer(start: strip.plane(band), count: count))
    }
    valid = Array(UnsafeBufferPointer(start: strip.valid, count: count))
    names = stack.bands.map(\.name)
    width = stack.grid.width
    rejected = Dictionary(zip(reader.reasons, counts)) { $0 + $1 }
  }

  func values(_ band: String, column: Int, row: Int) -> Float {
    names.firstIndex(of: band).map { planes[$0][row * width + column] } ?? .nan
  }

  func greatestDifference(from other: Sentinel2Pixels) -> Float {
    zip(planes, other.planes).map { zip($0, $1).map { abs($0 - $1) }.max() ?? 0 }.max() ?? 0
  }
}
