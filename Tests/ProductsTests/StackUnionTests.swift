import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// Products of several sensors and terrain models over one place.
@Suite struct StackUnionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A Sentinel-2 tile of 60 x 60 pixels of 10 m.
  private func sentinel() throws -> BandStack {
    let path = try Sentinel2Mini(.l2a, "04.00").write(to: folder)
    return try ProductCatalogue.open(
      .init(paths: [path], bands: ["red", "nir", "swir1"], masks: .named(["cloud"])))
  }

  /// A Landsat scene of 6 x 5 pixels of 30 m that begins 120 m inside it.
  private func landsat() throws -> BandStack {
    let inner = folder.file("landsat")
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    let mtl = [
      ("441000.0", "500115.0"), ("-2188020.0", "8899905.0"), ("441150.0", "500265.0"),
      ("-2188140.0", "8899785.0"), ("UTM_ZONE = 21", "UTM_ZONE = 33"),
    ].reduce(MiniLandsat.l1MTL) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    try folder.write(mtl, "landsat/\(MiniLandsat.l1)_MTL.txt")
    for (band, value) in [("B4", Float(20_000)), ("B5", 10_000), ("QA_PIXEL", 64)] {
      try folder.raster("landsat/\(MiniLandsat.l1)_\(band).TIF", values: [value])
    }
    return try ProductCatalogue.open(.init(path: inner))
  }

  /// Heights of 20 m pixels; of another system by default.
  private func terrain(_ epsg: Int = 32733, derive: [String] = TerrainModel.features) throws
    -> BandStack
  {
    let top = epsg == 32733 ? 18_900_100.0 : 8_900_100
    try folder.raster(
      "dem\(epsg).tif", width: 40, height: 40, values: [250], type: .float32,
      transform: GeoTransform(left: 499_900, top: top, pixelWidth: 20, pixelHeight: 20),
      epsg: epsg)
    return try TerrainModel(path: folder.file("dem\(epsg).tif"), derive: derive).stack()
  }

  private func read(_ stack: BandStack) throws -> (planes: [[Float]], valid: [UInt8]) {
    let reader = StripReader(stack: stack, region: stack.extent, lanes: 2)
    let strip = Strip(
      width: stack.extent.width, rows: stack.extent.height, bands: stack.bands.count)
    reader.begin(strip, rows: 0..<stack.extent.height)
    for lane in 0..<2 { try reader.read(strip, lane: lane) }
    _ = try reader.finish(strip, rows: 0..<stack.extent.height, lane: 0)
    let planes = stack.bands.indices.map {
      Array(UnsafeBufferPointer(start: strip.plane($0), count: strip.pixelCount))
    }
    return (planes, Array(UnsafeBufferPointer(start: strip.valid, count: strip.pixelCount)))
  }

  @Test func productsAndTerrainAreOneStack() throws {
    let stack = try StackUnion(
      [("s2", sentinel()), ("l8", landsat()), ("dem", terrain())], frame: .first,
      resampling: "bilinear"
    ).stack()
    #expect(
      stack.bands.map(\.name) == [
        "s2.red", "s2.nir", "swir1", "l8.red", "l8.nir", "elevation", "slope", "roughness",
      ])
    #expect(stack.product == "Sentinel-2B L2A N0400 + Landsat 8 C2 L1TP + terrain model")
    #expect(stack.level == "surface-reflectance + terrain + toa-reflectance")
    #expect(stack.extent == Window(column: 12, row: 12, width: 18, height: 15))
    let reasons = stack.quality.flatMap { $0.tests.map(\.name) }
    #expect(reasons.contains("s2 cloud") && reasons.contains("l8 shadow"))
    #expect(!reasons.contains("cloud"))
    let (planes, valid) = try read(stack)
    #expect(valid.allSatisfy { $0 == 1 })
    // The red of the tile's pixel (12, 12), as stored at 10 m.
    #expect(abs(planes[0][0] - Float(Sentinel2Mini.scaled("B04", 12, 12)) / 10_000) < 1e-6)
    // (2e-5 * 20000 - 0.1) / sin 30
    #expect(planes[3].allSatisfy { abs($0 - 0.6) < 1e-6 })
    #expect(planes[5].allSatisfy { abs($0 - 250) < 1e-3 })
    #expect(planes[6].allSatisfy { $0 == 0 } && planes[7].allSatisfy { $0 == 0 })
  }

  @Test func notesSayWhatIsDone() throws {
    let notes = try StackUnion(
      [("s2", sentinel()), ("l8", landsat()), ("dem", terrain())], frame: .first,
      resampling: "bilinear"
    ).stack().notes
    for note in [
      "all inputs are brought to the grid of 's2' of 10 m", "l8: bilinear, 30 m to 10 m",
      "dem: reprojected from WGS 84 / UTM zone 33S (EPSG:32733), bilinear, 20 m to 10 m",
      "dem: slope (Horn 1981, degrees) and roughness (Wilson et al. 2007, range of 3x3, metres) "
        + "computed on the model's own grid of 20 m",
      "mapped is what all inputs cover: 18x15 of 60x60 pixels",
    ] { #expect(notes.contains(note), "\(note) of \(notes)") }
  }

  @Test(arguments: [
    (StackUnion.Frame.first, 30.0), (.finest, 10), (.named("dem"), 20), (.named("l8"), 30),
  ])
  func theGridIsChosen(_ frame: StackUnion.Frame, _ size: Double) throws {
    let stack = try StackUnion(
      [("l8", landsat()), ("s2", sentinel()), ("dem", terrain(32633))], frame: frame,
      resampling: "bilinear"
    ).stack()
    #expect(stack.grid.transform?.columnX == size)
    let hectares = Double(stack.extent.pixelCount) * size * size
    #expect(abs(hectares - 180 * 150) <= 3200)
  }

  /// A black border counts by input: heights of 0 and files that declare
  /// their fill do not hide it.
  @Test func blackBordersAreThoseOfTheirInput() throws {
    let place = GeoTransform(left: 500_100, top: 8_899_920, pixelWidth: 30, pixelHeight: 30)
    try folder.raster("plain.tif", values: [0, 0], transform: place, epsg: 32633)
    let plain = try ProductCatalogue.open(.init(path: folder.file("plain.tif")))
    let stack = try StackUnion(
      [("l8", landsat()), ("plain", plain)], frame: .first, resampling: "bilinear"
    ).stack()
    #expect(try read(stack).valid.allSatisfy { $0 == 0 })
    try folder.raster("flat.tif", values: [0], type: .float32, transform: place, epsg: 32633)
    let flat = try TerrainModel(path: folder.file("flat.tif")).stack()
    let over = try StackUnion(
      [("l8", landsat()), ("dem", flat)], frame: .first, resampling: "bilinear"
    ).stack()
    #expect(try read(over).valid.allSatisfy { $0 == 1 })
  }

  @Test func inputsApartAreRefused() throws {
    try folder.raster(
      "far.tif", transform: GeoTransform(left: 600_000, top: 9e6, pixelWidth: 30, pixelHeight: 30),
      epsg: 32633)
    let far = try ProductCatalogue.open(.init(path: folder.file("far.tif")))
    let message = error {
      try StackUnion([("s2", sentinel()), ("far", far)], frame: .first, resampling: "x").stack()
    }
    #expect(
      message
        == "inputs 's2' and 'far' do not overlap: 's2' covers x 499980 to 500580, y 8899440 to "
        + "8900040 in WGS 84 / UTM zone 33N (EPSG:32633), 'far' x 600000 to 600180, y 8999850 to "
        + "9000000 in WGS 84 / UTM zone 33N (EPSG:32633)")
  }

  @Test func inputsWithoutPlaceAreRefused() throws {
    try folder.raster("loose.tif")
    let loose = try ProductCatalogue.open(.init(path: folder.file("loose.tif")))
    #expect(
      error { try StackUnion([("a", loose)], frame: .first, resampling: "x").stack() }
        == "input 'a' has no place on the ground to lay others over it")
    #expect(
      error { try TerrainModel(path: folder.file("loose.tif")).stack() }?
        .hasSuffix("loose.tif' has no place on the ground") == true)
  }

  @Test func terrainNeedsOneBandAndMetres() throws {
    let place = GeoTransform(left: 0, top: 0, pixelWidth: 1, pixelHeight: 1)
    try folder.raster("two.tif", values: [1, 2], transform: place, epsg: 32633)
    #expect(
      error { try TerrainModel(path: folder.file("two.tif")).stack() }?.contains(
        "has 2 bands; a terrain model needs a raster of one band, heights in metres") == true)
    try folder.raster("bare.tif", transform: place)
    let bare = TerrainModel(path: folder.file("bare.tif"), derive: ["slope"])
    #expect(error { try bare.stack() }?.contains("in metres is not known") == true)
    let rough = TerrainModel(path: folder.file("bare.tif"), derive: ["roughness"])
    #expect(try rough.stack().bands.map(\.name) == ["roughness"])
  }

  private func error<T>(_ body: () throws -> T) -> String? {
    do {
      _ = try body()
      return nil
    } catch { return "\(error)" }
  }
}
