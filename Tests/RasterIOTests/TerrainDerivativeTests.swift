import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Slope and roughness as gdaldem has them, whatever the strips.
@Suite struct TerrainDerivativeTests {
  private let folder: TemporaryFolder
  private let reference: GDALReferences.Terrain
  private let grid: Grid

  init() throws {
    folder = try TemporaryFolder()
    reference = try GDALReferences.read().dem
    grid = try GDALReferences.write(
      reference.heights, reference.width, reference.height, reference.transform, epsg: 32754,
      to: folder.file("dem.tif"))
  }

  private func stack(_ kinds: [TerrainDerivative], frame: Grid? = nil) throws -> BandStack {
    let plain = try #require(try StackFixture.bands(of: folder.file("dem.tif")).first)
    let bands = kinds.map { kind in
      var band = plain
      band.terrain = kind
      return band
    }
    return StackFixture.stack(bands, grid: frame ?? grid)
  }

  @Test(arguments: [nil, 1, 5]) func derivativesAreGDALs(_ rows: Int?) throws {
    let stack = try stack([.init(.slope), .init(.roughness)])
    let reading = try StackFixture.read(stack, lanes: 2, rows: rows)
    var compared = 0
    for index in reading.valid.indices {
      #expect(reading.valid[index] == (reference.heights[index] == nil ? 0 : 1))
      guard let slope = reference.slope[index], let roughness = reference.roughness[index]
      else { continue }
      compared += 1
      #expect(abs(reading.planes[0][index] - slope) < 2e-4)
      #expect(abs(reading.planes[1][index] - roughness) < 2e-4)
    }
    #expect(compared == 16 * 12 - 9)
  }

  /// A part of the region, from strips of one row: the neighbours of its
  /// first row are those of the raster.
  @Test func partsHaveTheNeighboursOfTheWhole() throws {
    let stack = try stack([.init(.slope)])
    let whole = try StackFixture.read(stack)
    let part = try StackFixture.read(
      stack, region: Window(column: 4, row: 3, width: 9, height: 7), rows: 1)
    for row in 0..<7 {
      for column in 0..<9 {
        #expect(part.planes[0][row * 9 + column] == whole.planes[0][(row + 3) * 18 + column + 4])
      }
    }
  }

  /// On a plane mirrored neighbours are the true ones along every edge.
  @Test func edgesOfPlanesAreExact() throws {
    let grid = try RasterFixture.utm(9, 7, pixel: 10)
    let path = try RasterFixture(grid: grid, bands: 1) { Float(2 * $1 + 3 * $2) }
      .write(to: folder.file("plane.tif"))
    var band = try #require(try StackFixture.bands(of: path).first)
    band.terrain = .init(.slope, gain: 5)
    let found = try StackFixture.read(StackFixture.stack([band], grid: grid)).planes[0]
    let wanted: Float = 60.982_5  // atan(5 sqrt(0.2^2 + 0.3^2)) in degrees
    for row in 0..<7 {
      for column in 0..<9 where !([0, 8].contains(column) && [0, 6].contains(row)) {
        #expect(abs(found[row * 9 + column] - wanted) < 1e-3, "\(column), \(row)")
      }
    }
    band.terrain = .init(.roughness, gain: 5)
    let rough = try StackFixture.read(StackFixture.stack([band], grid: grid)).planes[0]
    #expect(rough[10] == 50 && rough[0] == 25)
  }

  /// In degrees a pixel's metres shrink towards the poles: a plane in metres
  /// has one slope everywhere.
  @Test func degreesAreMetresOfTheirLatitude() throws {
    let grid = try SpatialReference.grid(
      width: 12, height: 8,
      transform: GeoTransform(left: 10, top: 69, pixelWidth: 0.5, pixelHeight: 1), epsg: 4326)
    let path = try RasterFixture(grid: grid, bands: 1) { _, column, row in
      // A tenth of the metres to the east at the row's latitude.
      Float(0.1 * Double(column) * (grid.mapSize(column: 6, row: Double(row) + 0.5)?.across ?? 0))
    }.write(to: folder.file("degrees.tif"))
    var band = try #require(try StackFixture.bands(of: path, noData: [-1]).first)
    band.terrain = .init(.slope)
    let found = try StackFixture.read(StackFixture.stack([band], grid: grid)).planes[0]
    for row in 1..<7 { #expect(abs(found[row * 12 + 1] - 5.7106) < 0.06, "\(found[row * 12 + 1])") }
  }

  /// The scale of a projection is taken out of a slope. Heights rise by a
  /// tenth of the ground's metres to the east in Mercator; on the sinusoidal
  /// projection they rise by a tenth of the easting, whose gradient there is
  /// the square root of 1 + (longitude times sine of latitude) squared.
  @Test(arguments: [
    ("EPSG:3395", 1_113_194.0, 8_399_737.0, 5.710_6),
    ("+proj=sinu +R=6371007.181 +units=m", 8_000_000, 5_000_000, 9.114),
  ])
  func slopesAreThoseOfTheGround(
    _ system: String, _ left: Double, _ top: Double, _ wanted: Float
  ) throws {
    let wkt = try #require(SpatialReference.userInput(system))
    let grid = Grid(
      width: 12, height: 8,
      transform: GeoTransform(left: left, top: top, pixelWidth: 300, pixelHeight: 300),
      wkt: wkt, reference: SpatialReference.reference(wkt: wkt))
    let across = try #require(grid.groundSize(column: 6, row: 4)?.across)
    let path = try RasterFixture(grid: grid, bands: 1) { _, column, _ in
      Float(0.1 * Double(column) * across)
    }.write(to: folder.file("ground.tif"))
    var band = try #require(try StackFixture.bands(of: path, noData: [-1]).first)
    band.terrain = .init(.slope, on: grid)
    let found = try StackFixture.read(StackFixture.stack([band], grid: grid)).planes[0]
    for row in 1..<7 {
      #expect(abs(found[row * 12 + 5] - wanted) < 0.01, "\(found[row * 12 + 5])")
    }
    band.terrain = .init(.slope)
    let naive = try StackFixture.read(StackFixture.stack([band], grid: grid)).planes[0]
    #expect(abs(naive[3 * 12 + 5] - wanted) > 2, "\(naive[3 * 12 + 5])")
  }

  /// Computed on the model's own pixels, then brought to finer ones.
  @Test(arguments: [nil, 7]) func resamplingComesAfter(_ rows: Int?) throws {
    let fine = try RasterFixture.utm(54, 28, pixel: 10)
    let stack = try stack([.init(.slope)], frame: fine)
    let reading = try StackFixture.read(stack, rows: rows, resampling: .nearest)
    for row in 0..<28 {
      for column in 0..<54 {
        guard let slope = reference.slope[row / 2 * 18 + column / 3] else { continue }
        #expect(abs(reading.planes[0][row * 54 + column] - slope) < 2e-4)
      }
    }
  }
}
