import Foundation
import Products
import RasterIO
import Rasters
import Testing

@Suite struct GenericRasterTests {
  private static let place = GeoTransform(
    left: 500_000, top: 4_000_000, pixelWidth: 30, pixelHeight: 30)

  @Test func bandsAreCalledWhatTheFileCallsThem() throws {
    let folder = try TemporaryFolder()
    try folder.raster(
      "a.tif", values: [1, 2], transform: Self.place, epsg: 32632, noData: 7,
      descriptions: ["red", "nir"])
    let stack = try ProductCatalogue.open(.init(path: folder.file("a.tif")))
    #expect(stack.product == "raster")
    #expect(stack.level == "digital-number")
    #expect(stack.name == "a")
    #expect(stack.bands.map(\.name) == ["red", "nir"])
    #expect(stack.bands.map(\.noData) == [[7], [7]])
    #expect(stack.grid.reference.code == "EPSG:32632")
    #expect(stack.notes.isEmpty)
  }

  @Test func namesCanBeGiven() throws {
    let folder = try TemporaryFolder()
    try folder.raster("a.tif", values: [1, 2, 3])
    let path = folder.file("a.tif")
    let plain = try ProductCatalogue.open(.init(paths: [path], bands: ["3", "b1"], noData: 5))
    #expect(plain.bands.map(\.name) == ["b3", "b1"])
    #expect(plain.bands.map(\.band) == [3, 1])
    #expect(plain.bands.map(\.noData) == [[5], [5]])
    let named = try ProductCatalogue.open(
      .init(paths: [path], bands: ["NIR"], bandNames: ["red", "green", "nir"]))
    #expect(named.bands.map(\.band) == [3])
    #expect(
      error { try ProductCatalogue.open(.init(paths: [path], bandNames: ["red"])) }
        == "1 band names are given for 3 bands")
    #expect(
      error { try ProductCatalogue.open(.init(paths: [path], bandNames: ["a", "b", "A"])) }
        == "the band name 'A' is given twice")
    #expect(
      error { try ProductCatalogue.open(.init(paths: [path], bands: ["1", "b1"])) }
        == "band 'b1' is named twice")
  }

  @Test func listsOfFilesAreLaidOverOneAnother() throws {
    let folder = try TemporaryFolder()
    try folder.raster("s_B4.tif", width: 6, height: 6, transform: Self.place, epsg: 32632)
    try folder.raster(
      "s_B8.tif", width: 12, height: 12,
      transform: GeoTransform(left: 500_000, top: 4_000_000, pixelWidth: 15, pixelHeight: 15),
      epsg: 32632)
    let paths = ["s_B4.tif", "s_B8.tif"].map(folder.file)
    let stack = try ProductCatalogue.open(.init(paths: paths))
    #expect(stack.name == "s")
    #expect(stack.bands.map(\.name) == ["red", "nir"])
    #expect(stack.bands.map(\.label) == ["B04", "B08"])
    #expect(try ProductCatalogue.open(.init(paths: paths, bands: ["s_B8"])).bands[0].name == "nir")
    #expect(stack.grid.width == 12)
    #expect(stack.bands[0].grid.width == 6)
    #expect(stack.notes.last == "resampled by georeference to the finest grid: red")
  }

  @Test func otherSystemsAndOtherSizesAreRefused() throws {
    let folder = try TemporaryFolder()
    try folder.raster("a.tif", transform: Self.place, epsg: 32632)
    try folder.raster("b.tif", transform: Self.place, epsg: 32633)
    try folder.raster("c.tif", width: 6, height: 5)
    try folder.raster("d.tif", width: 7, height: 5)
    let (a, b) = (folder.file("a.tif"), folder.file("b.tif"))
    let (c, d) = (folder.file("c.tif"), folder.file("d.tif"))
    #expect(
      error { try ProductCatalogue.open(.init(paths: [a, b])) }
        == "'\(a)' is in WGS 84 / UTM zone 32N (EPSG:32632) and '\(b)' in WGS 84 / UTM zone 33N "
        + "(EPSG:32633); reproject one of them")
    #expect(
      error { try ProductCatalogue.open(.init(paths: [c, d])) }
        == "'\(c)' has 6x5 pixels and '\(d)' 7x5, and '\(c)' has no georeference to lay them over "
        + "one another")
    #expect(error { try ProductCatalogue.open(.init(paths: [a, a])) } == "'\(a)' is named twice")
    let unplaced = try ProductCatalogue.open(.init(path: c))
    #expect(
      unplaced.notes == ["no georeference: worked on in pixels, and areas are not known"])
  }

  @Test func unplacedFilesLieOnPlacedOnesOfTheirSize() throws {
    let folder = try TemporaryFolder()
    try folder.raster("a.tif")
    try folder.raster("b.tif", transform: Self.place, epsg: 32632)
    let stack = try ProductCatalogue.open(.init(paths: ["a.tif", "b.tif"].map(folder.file)))
    #expect(stack.grid.transform == Self.place)
    #expect(stack.bands.map(\.grid) == [stack.grid, stack.grid])
  }

  @Test func complexValuesAreRefused() throws {
    let folder = try TemporaryFolder()
    try folder.raster("a.tif", type: .complex)
    let path = folder.file("a.tif")
    #expect(
      error { try ProductCatalogue.open(.init(path: path)) }
        == "'\(path)' band 1 holds complex values; make a raster of their magnitude")
  }

  @Test func whatIsNoRasterIsRefusedInOneLine() throws {
    let folder = try TemporaryFolder()
    try folder.write("hello", "text.tif")
    try folder.write(
      "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"></VRTDataset>", "virtual.tif")
    for name in ["text.tif", "virtual.tif"] {
      let message = error { try ProductCatalogue.open(.init(path: folder.file(name))) }
      let says = name == "text.tif" ? "cannot be read as a raster: " : "is a virtual raster (VRT)"
      #expect(message.hasPrefix("'\(folder.file(name))' \(says)"))
      #expect(!message.contains("\n"))
    }
    #expect(
      error { try ProductCatalogue.open(.init(path: folder.path)) }
        == "the folder '\(folder.path)' holds no product that is known "
        + "(\(ProductCatalogue.titles.dropLast().joined(separator: ", "))); name its raster files "
        + "one by one; if they are cutouts, name the folder under 'images' in a survey file")
  }

  @Test func masksOfOtherProductsAreUnknown() throws {
    let folder = try TemporaryFolder()
    try folder.raster("a.tif")
    #expect(
      error {
        try ProductCatalogue.open(.init(paths: [folder.file("a.tif")], masks: .named(["cloud"])))
      } == "raster has no mask 'cloud'; it has: none")
  }

  @Test func aBandOfALandsatProductPointsToItsMetadata() throws {
    let folder = try TemporaryFolder()
    try MiniLandsat.write(MiniLandsat.l2, mtl: MiniLandsat.l2MTL, bands: ["SR_B2"], to: folder)
    let stack = try ProductCatalogue.open(.init(path: folder.file("\(MiniLandsat.l2)_SR_B2.TIF")))
    #expect(stack.notes.contains { $0.contains("name '\(MiniLandsat.l2)_MTL.txt' instead") })
  }
}
