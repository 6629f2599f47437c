import Jobs
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import MapTools

/// A map against labels, worked out by hand.
@Suite struct ScoreTests {
  private let folder: TemporaryFolder
  private let map: String

  /// Units of the map: the upper half 1, the lower half 2, a corner without.
  init() throws {
    folder = try TemporaryFolder()
    map = folder.file("map.tif")
    try RasterFixture(grid: RasterFixture.utm(8, 8), bands: 1, type: .uint8, noData: 0) {
      _, column, row in
      column == 7 && row == 7 ? 0 : row < 4 ? 1 : 2
    }.write(to: map)
  }

  private func score(
    _ grid: Grid, type: SampleType = .uint8, _ value: (Int, Int) -> Float
  ) throws -> ScoreReport {
    let path = folder.file("reference.tif")
    try RasterFixture(grid: grid, bands: 1, type: type) { _, column, row in
      value(column, row)
    }.write(to: path)
    return try Facies.score(map: map, reference: path)
  }

  /// Class 7 is the upper half but for its last column, which is class 5 as
  /// the lower half is.
  @Test func countsByHand() throws {
    let found = try score(RasterFixture.utm(8, 8)) { $1 < 4 && $0 < 7 ? 7 : 5 }
    #expect(found.confusion == [[4, 28], [31, 0]])
    #expect(found.mapped == 63 && found.unmapped == 1)
    let accuracy = try #require(found.matchedAccuracy)
    #expect(abs(accuracy - 59.0 / 63) < 1e-12)
    let ofAll = try #require(found.matchedAccuracyOfAll)
    #expect(abs(ofAll - 59.0 / 64) < 1e-12)
    let purity = try #require(found.purity)
    #expect(abs(purity - 59.0 / 63) < 1e-12)
    #expect(found.alignment == "pixel by pixel")
    // Class 5: 35 mapped pixels of 36, 31 of them in its unit 2, which has 31.
    let five = try #require(found.classes.first)
    #expect(five.unit == "unit 2")
    #expect(five.pixels == 36)
    #expect(abs((five.producersAccuracy ?? 0) - 31.0 / 35) < 1e-12 && five.usersAccuracy == 1)
  }

  @Test func zeroOfTheReferenceSaysNothing() throws {
    let found = try score(RasterFixture.utm(8, 8)) { $0 < 2 ? Float(1 + $1 / 4) : 0 }
    #expect(found.confusion == [[8, 0], [0, 8]])
  }

  @Test func labelsMayBeStoredAsFloatingPoint() throws {
    let found = try score(RasterFixture.utm(8, 8), type: .float32) { _, row in Float(1 + row / 4) }
    #expect(found.confusion == [[32, 0], [0, 31]])
  }

  /// A grid that begins three columns further right and two rows further
  /// down, with its labels moved along.
  @Test func shiftedGridsAreBroughtTogether() throws {
    let grid = try RasterFixture.utm(8, 8, left: 500_000 + 90, top: 6_500_000 - 60)
    let found = try score(grid) { _, row in Float(1 + (row + 2) / 4) }
    #expect(found.confusion == [[10, 0], [0, 19]])
    #expect(found.alignment == "nearest neighbour by place")
  }

  @Test(arguments: [15.0, 60, 7.5])
  func otherResolutionsAreReadAtPixelCentres(_ pixel: Double) throws {
    let side = Int(240 / pixel)
    let found = try score(RasterFixture.utm(side, side, pixel: pixel)) { _, row in
      Float(row * 2 / side + 1)
    }
    #expect(found.confusion == [[32, 0], [0, 31]])
  }

  private func degrees(_ places: [(Double, Double)]) throws -> [(x: Double, y: Double)] {
    try #require(
      SpatialReference.transform(
        places.map { (x: $0.0, y: $0.1) }, from: SpatialReference.wkt(epsg: 32754) ?? "",
        to: SpatialReference.wkt(epsg: 4326) ?? ""))
  }

  /// The map's middle row in degrees, far enough from any boundary.
  @Test func otherReferenceSystemsAreFollowed() throws {
    let corners = try degrees([(500_000, 6_500_000), (500_240, 6_499_760)])
    let (width, height) = (corners[1].x - corners[0].x, corners[0].y - corners[1].y)
    let grid = try SpatialReference.grid(
      width: 40, height: 40,
      transform: GeoTransform(
        left: corners[0].x - width / 2, top: corners[0].y + height / 2, pixelWidth: width / 20,
        pixelHeight: height / 20), epsg: 4326)
    #expect(try score(grid) { _, row in row < 20 ? 1 : 2 }.confusion == [[32, 0], [0, 31]])
  }

  @Test func polygonsOfAnotherReferenceSystem() throws {
    let places = try degrees([
      (500_000, 6_499_880), (500_240, 6_500_000), (500_000, 6_499_760), (500_240, 6_499_880),
    ])
    let path = try folder.write(
      VectorText.boxes(
        [
          ("shale", [places[0].x, places[0].y, places[1].x, places[1].y]),
          ("granite", [places[2].x, places[2].y, places[3].x, places[3].y]),
        ], epsg: 4326), to: "outcrops.geojson")
    let found = try Facies.score(map: map, reference: path, field: "class")
    #expect(found.classes.map { $0.name } == ["granite", "shale"])
    #expect(found.confusion == [[0, 32], [31, 0]] && found.mapped == 63)
    // The only field is found without being named.
    #expect(try Facies.score(map: map, reference: path).confusion == found.confusion)
  }

  /// Which field holds the class where nobody says it: a usual name, or the only one.
  @Test(arguments: [
    (["id", "Class", "age"], "Class"), (["rock"], "rock"), (["id", "lithology"], "lithology"),
    (["id", "age"], nil), (["name", "class"], "name"),
  ])
  func theFieldIsFound(_ fields: [String], _ wanted: String?) throws {
    let properties = fields.map { "\"\($0)\":\"a\"" }.joined(separator: ",")
    let path = try folder.write(
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{\(properties)},
       "geometry":{"type":"Point","coordinates":[1,2]}}]}
      """, to: "fields.geojson")
    if let wanted {
      #expect(try ReferenceLabels.onlyField(of: path, typed: path) == wanted)
    } else {
      let error = try #require(throws: Failure.self) {
        try ReferenceLabels.onlyField(of: path, typed: "f.geojson")
      }
      #expect(error.description.hasPrefix("which field of 'f.geojson' holds the class? Add field "))
      #expect(error.description.hasSuffix("with one of id, age") && error.exitCode == 2)
    }
  }

  @Test func labelsElsewhereAreRefused() throws {
    let error = try #require(throws: Failure.self) {
      try score(RasterFixture.utm(8, 8, left: 900_000)) { _, _ in 1 }
    }
    #expect(error.description.contains("has no labelled pixel on the map") && error.exitCode == 1)
    let reference = folder.file("reference.tif")
    let field = try #require(throws: Failure.self) {
      try Facies.score(map: map, reference: reference, field: "class")
    }
    #expect(field.description == "field goes with polygons; '\(reference)' is a raster")
  }

  /// Without places on the ground grids must have one size.
  @Test func gridsWithoutPlaceMeetPixelByPixel() throws {
    let bare = try score(Grid(width: 8, height: 8)) { $1 < 4 && $0 < 7 ? 7 : 5 }
    #expect(bare.confusion == [[4, 28], [31, 0]])
    #expect(bare.alignment == "pixel by pixel (a grid without place on the ground)")
    let error = try #require(throws: Failure.self) {
      try score(Grid(width: 8, height: 9)) { _, _ in 1 }
    }
    #expect(error.description.contains("the map has 8x8 pixels, "))
  }
}
