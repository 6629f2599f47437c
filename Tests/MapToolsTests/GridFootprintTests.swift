import RasterIO
import Rasters
import Reports
import Testing

@testable import MapTools

/// Boxes of grids on the globe, worked out by hand from their corners, at the
/// antimeridian, the poles and from 0 to 360 degrees.
@Suite struct GridFootprintTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var system: String
    var size: (Int, Int)
    var transform: [Double]
    var bounds: [Double]
    var rings = 1
    /// Degrees that bounds may be off where an edge bends.
    var tolerance = 1e-6

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "0 to 360", system: "EPSG:4326", size: (360, 180), transform: [0, 1, 0, 90, 0, -1],
      bounds: [-180, -90, 180, 90]),
    Case(
      name: "0 to 360 of centres on the poles", system: "EPSG:4326", size: (1440, 721),
      transform: [-0.125, 0.25, 0, 90.125, 0, -0.25], bounds: [-180, -90, 180, 90]),
    Case(
      name: "-180 to 180", system: "EPSG:4326", size: (360, 180),
      transform: [-180, 1, 0, 90, 0, -1], bounds: [-180, -90, 180, 90]),
    Case(
      name: "-30 to 330", system: "EPSG:4326", size: (360, 100),
      transform: [-30, 1, 0, 60, 0, -1], bounds: [-180, -40, 180, 60]),
    Case(
      name: "190 to 200", system: "EPSG:4326", size: (10, 10), transform: [190, 1, 0, 10, 0, -1],
      bounds: [-170, 0, -160, 10]),
    Case(
      name: "0 to 180", system: "EPSG:4326", size: (180, 10), transform: [0, 1, 0, 10, 0, -1],
      bounds: [0, 0, 180, 10]),
    Case(
      name: "180 to 360", system: "EPSG:4326", size: (180, 10), transform: [180, 1, 0, 10, 0, -1],
      bounds: [-180, 0, 0, 10]),
    Case(
      name: "170 to 190", system: "EPSG:4326", size: (20, 10), transform: [170, 1, 0, 10, 0, -1],
      bounds: [170, 0, -170, 10], rings: 2),
    Case(
      name: "20 to 350", system: "EPSG:4326", size: (330, 10), transform: [20, 1, 0, 10, 0, -1],
      bounds: [20, 0, -10, 10], rings: 2),
    Case(
      name: "up to the antimeridian", system: "EPSG:4326", size: (10, 10),
      transform: [170, 1, 0, 10, 0, -1], bounds: [170, 0, 180, 10]),
    Case(
      name: "grads of Paris", system: "EPSG:4807", size: (10, 10), transform: [0, 1, 0, 54, 0, -1],
      bounds: [2.337, 39.6, 11.337, 48.6], tolerance: 0.01),
    Case(
      name: "the north pole inside", system: "EPSG:3413", size: (200, 200),
      transform: [-1_000_000, 10_000, 0, 1_000_000, 0, -10_000],
      bounds: [-180, 76.998_816, 180, 90], tolerance: 1e-4),
    Case(
      name: "the north pole inside, off the middle", system: "EPSG:3413", size: (200, 200),
      transform: [-100_000, 10_000, 0, 1_900_000, 0, -10_000], bounds: [-180, 65.558, 180, 90],
      tolerance: 1e-3),
    Case(
      name: "the south pole inside", system: "EPSG:3031", size: (200, 200),
      transform: [-1_000_000, 10_000, 0, 1_000_000, 0, -10_000],
      bounds: [-180, -90, 180, -77.037_4], tolerance: 1e-3),
    Case(
      name: "the north pole at a corner", system: "EPSG:3413", size: (100, 100),
      transform: [0, 10_000, 0, 1_000_000, 0, -10_000], bounds: [45, 76.998_816, 135, 90],
      tolerance: 1e-4),
    Case(
      name: "the north pole on an edge", system: "EPSG:3413", size: (200, 100),
      transform: [-1_000_000, 10_000, 0, 1_000_000, 0, -10_000],
      bounds: [45, 76.998_816, -135, 90],
      rings: 2, tolerance: 1e-4),
    Case(
      name: "UTM at the antimeridian", system: "EPSG:32701", size: (100, 100),
      transform: [100_000, 1000, 0, 8_200_000, 0, -1000],
      bounds: [179.241_4, -17.165_1, -179.806_7, -16.247_8],
      rings: 2, tolerance: 1e-3),
    Case(
      name: "the world in Mercator", system: "EPSG:3857", size: (256, 256),
      transform: [
        -20_037_508.342_789, 156_543.033_928, 0, 20_037_508.342_789, 0, -156_543.033_928,
      ],
      bounds: [-180, -85.051_129, 180, 85.051_129], tolerance: 1e-5),
    Case(
      name: "the world in Mollweide", system: "ESRI:54009", size: (360, 180),
      transform: [-18_040_096, 100_222.8, 0, 9_020_048, 0, -100_222.8],
      bounds: [-180, -90, 180, 90]),
    Case(
      name: "a hemisphere with a pole", system: "+proj=ortho +lat_0=30 +lon_0=100 +R=6371000",
      size: (128, 128), transform: [-6.4e6, 1e5, 0, 6.4e6, 0, -1e5],
      bounds: [-180, -60, 180, 90], tolerance: 15),
    Case(
      name: "the disc of a geostationary satellite",
      system: "+proj=geos +h=35785831 +lon_0=140.7 +ellps=GRS80 +sweep=y", size: (128, 128),
      transform: [-5.5e6, 85_937.5, 0, 5.5e6, 0, -85_937.5], bounds: [59.7, -81, -138.3, 81],
      rings: 2, tolerance: 9),
  ]

  static func grid(_ known: Case) throws -> Grid {
    let wkt = try #require(SpatialReference.userInput(known.system))
    return Grid(
      width: known.size.0, height: known.size.1,
      transform: GeoTransform(coefficients: known.transform), wkt: wkt,
      reference: SpatialReference.reference(wkt: wkt))
  }

  @Test(arguments: cases) func bounds(_ known: Case) throws {
    let found = try #require(GridFootprint(Self.grid(known))?.footprint)
    for (a, b) in zip(found.bounds, known.bounds) {
      #expect(abs(a - b) <= known.tolerance, "\(found.bounds)")
    }
    #expect(found.rings.count == known.rings, "\(found.rings)")
    for ring in found.rings {
      #expect(ring.first == ring.last && ring.count >= 5)
      #expect(ring.allSatisfy { abs($0.longitude) <= 180 && abs($0.latitude) <= 90 })
    }
  }

  /// The ring around a pole leaves no more out than its chords do.
  @Test func ringsAroundPolesFollowTheEdge() throws {
    let known = try #require(Self.cases.first { $0.name == "the north pole inside" })
    let ring = try #require(GridFootprint(Self.grid(known))?.footprint?.rings.first)
    // In the middle of a side the edge is 1000 km from the pole, not 1414.
    #expect(ring.contains { abs($0.latitude - 80.70) < 0.1 })
    #expect(ring.contains(Footprint.Position(-180, 90)))
    #expect(ring.contains(Footprint.Position(180, 90)))
  }

  @Test func anotherPlanetHasNone() throws {
    let mars = try #require(SpatialReference.userInput("IAU_2015:49900"))
    let grid = Grid(
      width: 10, height: 10, transform: GeoTransform(coefficients: [0, 1, 0, 10, 0, -1]), wkt: mars,
      reference: SpatialReference.reference(wkt: mars))
    #expect(GridFootprint(grid)?.footprint == nil)
  }
}
