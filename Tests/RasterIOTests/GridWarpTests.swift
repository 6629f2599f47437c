import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Rasters of other reference systems, and turned ones, on the frame's grid.
@Suite struct GridWarpTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func degrees() throws -> (stack: BandStack, reference: GDALReferences.Warp) {
    let reference = try GDALReferences.read().warp
    _ = try GDALReferences.write(
      reference.values, reference.width, reference.height, reference.transform, epsg: 4326,
      to: folder.file("degrees.tif"))
    let frame = try RasterFixture.utm(
      reference.frame.width, reference.frame.height, left: reference.frame.left,
      top: reference.frame.top)
    let bands = try StackFixture.bands(of: folder.file("degrees.tif"))
    return (StackFixture.stack(bands, grid: frame), reference)
  }

  /// Against gdalwarp without approximation.
  @Test(arguments: [Resampling.nearest, .bilinear, .cubic])
  func valuesAreGDALs(_ resampling: Resampling) throws {
    let (stack, reference) = try degrees()
    let wanted: [Float?] =
      switch resampling {
      case .nearest: reference.nearest
      case .cubic: reference.cubic
      default: reference.bilinear
      }
    let reading = try StackFixture.read(stack, resampling: resampling)
    let inside = wanted.indices.filter { reading.valid[$0] != 0 && wanted[$0] != nil }
    #expect(inside.count > 300)
    for index in inside {
      #expect(abs(reading.planes[0][index] - (wanted[index] ?? 0)) < 0.02, "\(index)")
    }
    let differ = wanted.indices.filter { (reading.valid[$0] != 0) != (wanted[$0] != nil) }
    #expect(differ.count <= 2, "\(differ)")
  }

  /// The same bytes whatever the strips and lanes, for wide rows too.
  @Test(arguments: [Resampling.nearest, .bilinear, .average])
  func stripsAndLanesDoNotMatter(_ resampling: Resampling) throws {
    let frame = try RasterFixture.utm(600, 50, pixel: 30)
    let other = try RasterFixture.utm(700, 200, left: -70_000, top: 6_485_500, epsg: 32755)
    let path = try RasterFixture(grid: other, bands: 2, noData: 7) {
      Float(ScrambledField.bits($0 * 1_000_000 + $1 * 1000 + $2) % 100)
    }.write(to: folder.file("other.tif"))
    let stack = StackFixture.stack(try StackFixture.bands(of: path), grid: frame)
    let whole = try StackFixture.read(stack, resampling: resampling)
    let inside = whole.valid.count { $0 != 0 }
    #expect(inside > 5000, "\(inside)")
    for (rows, lanes) in [(1, 1), (7, 2), (33, 3)] {
      let found = try StackFixture.read(stack, lanes: lanes, rows: rows, resampling: resampling)
      #expect(found.valid == whole.valid && found.planes == whole.planes)
    }
    let region = Window(column: 130, row: 11, width: 300, height: 20)
    let part = try StackFixture.read(stack, region: region, rows: 3, resampling: resampling)
    for row in 0..<20 {
      let from = (row + 11) * 600 + 130
      #expect(
        Array(part.planes[0][row * 300..<(row + 1) * 300])
          == Array(whole.planes[0][from..<from + 300]))
    }
  }

  /// Between nodes the transformation is off by next to nothing.
  @Test func nodesAreCloseEnough() throws {
    let frame = try RasterFixture.utm(400, 400, pixel: 60)
    for other in [
      try SpatialReference.grid(
        width: 10, height: 10,
        transform: GeoTransform(left: 141, top: -31, pixelWidth: 0.0005, pixelHeight: 0.0005),
        epsg: 4326),
      try RasterFixture.utm(10, 10, left: -70_000, pixel: 60, epsg: 32755),
    ] {
      let warp = try GridWarp(frame: frame, other: other)
      let nodes = warp.nodes(around: frame.extent)
      for (column, row) in [(8, 8), (7, 200), (399, 399), (203, 88)] {
        let exact = warp.exact(Double(column) + 0.5, Double(row) + 0.5)
        let found = nodes.position(column: column, row: row)
        #expect(abs(found.x - exact.x) < 0.005 && abs(found.y - exact.y) < 0.005)
      }
    }
  }

  /// In one system, but turned by a right angle: pixels are found exactly.
  @Test(arguments: [nil, 4]) func turnedRastersAreTurnedBack(_ rows: Int?) throws {
    let frame = try RasterFixture.utm(10, 8)
    var turned = frame
    (turned.width, turned.height) = (8, 10)
    // Columns of the file run south, its rows east.
    turned.transform = GeoTransform(
      originX: 500_000, columnX: 0, rowX: 30, originY: 6_500_000, columnY: -30, rowY: 0)
    let path = try RasterFixture(grid: turned, bands: 1) { Float(1 + 10 * $1 + 100 * $2) }
      .write(to: folder.file("turned.tif"))
    let stack = StackFixture.stack(try StackFixture.bands(of: path), grid: frame)
    let reading = try StackFixture.read(stack, rows: rows, resampling: .bilinear)
    for index in 0..<80 {
      #expect(reading.planes[0][index] == Float(1 + 10 * (index / 10) + 100 * (index % 10)))
    }
  }

  /// Masks and quality flags of other systems are taken by nearest.
  @Test(arguments: [nil, 5]) func flagsAreTakenByNearest(_ rows: Int?) throws {
    let frame = try RasterFixture.utm(40, 30)
    let values = try StackFixture.bands(
      of: RasterFixture(grid: frame, bands: 1) { Float(1 + $1 + $2) }.write(
        to: folder.file("v.tif"))
    )
    let south = try RasterFixture.utm(20, 30, top: -3_500_000, epsg: 32654)
    let path = try RasterFixture(grid: south, bands: 1, type: .uint8) {
      $2 < 10 ? 1 : Float($1 % 2) * 2
    }
    .write(to: folder.file("flags.tif"))
    let stack = StackFixture.stack(
      values, grid: frame,
      quality: [
        QualityLayer(
          path: path, grid: south,
          tests: [QualityTest(name: "one", rule: .values([1]))])
      ])
    let mask = RasterMask(path: path, grid: south, test: .values([2]))
    let reading = try StackFixture.read(
      stack, masks: [AreaMask(name: "two", rule: .raster(mask))], rows: rows)
    #expect(reading.rejected == ["no data": 0, "one": 200, "two": 200])
  }
}
