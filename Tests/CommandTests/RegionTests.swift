import RasterIO
import Rasters
import TestSupport
import Testing

/// Parts of a scene.
@Suite struct RegionTests {
  private let folder: TemporaryFolder
  private let raster: String

  init() throws {
    folder = try TemporaryFolder()
    raster = try BadRasters.patches(80, 60, in: folder)
  }

  private func map(_ region: String) throws -> (grid: Grid, labels: [UInt16]) {
    let scene = try folder.write(
      "input: patches.tif\nunits: 3\nrecipe: k-means\nregion: \(region)\n", to: "part.yaml")
    let out = folder.file("out")
    let outcome = try BuiltCommand.run("run", scene, "--out", out, "--overwrite")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let results = Results(folder: out)
    return (try results.map().grid, try results.labels())
  }

  private func expectGrid(_ found: Grid, _ window: Window) throws {
    let whole = try RasterDataset(path: raster).grid
    #expect(found.transform == whole.cropped(to: window).transform)
    #expect((found.width, found.height) == (window.width, window.height))
  }

  @Test func window() throws {
    let (grid, labels) = try map("{window: [10, 5, 40, 30]}")
    try expectGrid(grid, Window(column: 10, row: 5, width: 40, height: 30))
    #expect(!labels.contains(0))
  }

  @Test func windowIsClippedToTheScene() throws {
    let (grid, _) = try map("{window: [50, 40, 500, 500]}")
    try expectGrid(grid, Window(column: 50, row: 40, width: 30, height: 20))
  }

  private func dryRun(_ region: String, input: String = "patches.tif") throws
    -> BuiltCommand.Outcome
  {
    let scene = try folder.write(
      "input: \(input)\nunits: 3\nrecipe: k-means\nregion: \(region)\n", to: "part.yaml")
    return try BuiltCommand.run("run", scene, "--out", folder.file("out"), "--dry-run")
  }

  @Test func whatIsBeyondTheSceneIsSaid() throws {
    for (region, size) in [
      ("{window: [50, 40, 500, 500]}", "500x500 at column 50, row 40"),
      ("{bounds: [500300, 6499100, 900000, 6499700]}", "13324x20 at column 10, row 10"),
    ] {
      let outcome = try dryRun(region)
      #expect(
        (outcome.output + outcome.errors).contains(
          "the region (\(size)) reaches beyond 'patches' (80x60): mapped is "))
    }
    let inside = try dryRun("{window: [50, 40, 30, 20]}")
    #expect(!(inside.output + inside.errors).contains("beyond"))
  }

  /// Bounds without a system are in the image's: those that look like another
  /// get a hint.
  @Test func boundsWithoutASystemAreTheImages() throws {
    let degrees = try dryRun("{bounds: [141, -31.7, 141.02, -31.6]}")
    #expect(degrees.exitCode == 2)
    #expect(
      degrees.errors.contains(
        "; bounds without 'crs' are in the image's system, EPSG:32754, and these look like degrees: "
          + "add crs: EPSG:4326"))
    let metres = try dryRun("{bounds: [1, 2, 3, 4000]}")
    #expect(metres.exitCode == 2 && !metres.errors.contains("'crs'"))
  }

  /// An image of 0 to 360 degrees, and longitudes west of Greenwich.
  @Test func longitudesGoAround() throws {
    let grid = try SpatialReference.grid(
      width: 72, height: 30,
      transform: GeoTransform(left: 0, top: 75, pixelWidth: 5, pixelHeight: 5), epsg: 4326)
    try RasterFixture(grid: grid, bands: 2) {
      ScrambledField.patches(band: $0, column: $1, row: $2, size: 8)
    }.write(to: folder.file("globe.tif"))
    let scene = try folder.write(
      "input: globe.tif\nunits: 2\nrecipe: k-means\nregion: {bounds: [-100, -20, -50, 20]}\n",
      to: "globe.yaml")
    let out = folder.file("globe")
    let outcome = try BuiltCommand.run("run", scene, "--out", out)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let found = try Results(folder: out).map().grid
    #expect(found.transform?.originX == 260 && found.width == 10 && found.height == 8)
    let item = try Results.object(Files.text(out + "/item.json"))
    #expect(item["bbox"] as? [Double] == [-100, -20, -50, 20])
  }

  /// Bounds on pixel edges take those pixels and no more.
  @Test func bounds() throws {
    let (grid, _) = try map("{bounds: [500300, 6499100, 501200, 6499700]}")
    try expectGrid(grid, Window(column: 10, row: 10, width: 30, height: 20))
  }

  @Test func boundsOfAnotherReferenceSystem() throws {
    let corners = try #require(
      SpatialReference.transform(
        [(500_315, 6_499_115), (501_185, 6_499_685)], from: SpatialReference.wkt(epsg: 32754) ?? "",
        to: SpatialReference.wkt(epsg: 4326) ?? ""))
    let (grid, _) = try map(
      "{bounds: [\(corners[0].x), \(corners[0].y), \(corners[1].x), \(corners[1].y)],"
        + " crs: 'EPSG:4326'}")
    try expectGrid(grid, Window(column: 10, row: 10, width: 30, height: 20))
  }

  @Test(arguments: [32754, 4326]) func polygons(_ epsg: Int) throws {
    let points = try #require(
      SpatialReference.transform(
        [(500_300, 6_499_100), (500_900, 6_499_700), (500_900, 6_499_400), (501_200, 6_499_700)],
        from: SpatialReference.wkt(epsg: 32754) ?? "",
        to: SpatialReference.wkt(epsg: epsg) ?? ""))
    let boxes = stride(from: 0, to: 4, by: 2).map {
      (name: "", box: [points[$0].x, points[$0].y, points[$0 + 1].x, points[$0 + 1].y])
    }
    try folder.write(VectorText.boxes(boxes, epsg: epsg), to: "area.geojson")
    let (grid, labels) = try map("{polygons: area.geojson}")
    let inside = labels.filter { $0 != 0 }.count
    // An L of 20x20 and 10x10 pixels; slightly turned when given in degrees.
    #expect(abs(inside - 500) <= (epsg == 4326 ? 8 : 0))
    #expect((30...31).contains(grid.width) && (20...22).contains(grid.height))
  }
}
