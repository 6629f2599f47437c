import Foundation
import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Blocks that are decoded without GDAL hold what GDAL reads.
@Suite struct BlockStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  struct Case: Sendable, CustomTestStringConvertible {
    var type: SampleType
    var options: String
    var testDescription: String { "\(type.name) \(options)" }

    init(_ type: SampleType, _ options: String) {
      self.type = type
      self.options = options
    }
  }

  static let tiles = "TILED=YES BLOCKXSIZE=16 BLOCKYSIZE=32"

  static let ours = [
    Case(.uint8, ""), Case(.uint16, "COMPRESS=DEFLATE"), Case(.int16, tiles),
    Case(.float32, "COMPRESS=DEFLATE"), Case(.float32, tiles + " COMPRESS=DEFLATE"),
    Case(.uint8, tiles + " COMPRESS=DEFLATE PREDICTOR=2"),
    Case(.uint16, tiles + " COMPRESS=DEFLATE PREDICTOR=2"),
    Case(.int16, tiles + " COMPRESS=DEFLATE PREDICTOR=2 INTERLEAVE=BAND"),
    Case(.uint16, tiles + " COMPRESS=DEFLATE PREDICTOR=2 INTERLEAVE=PIXEL"),
    Case(.uint8, "BLOCKYSIZE=7 COMPRESS=DEFLATE PREDICTOR=2 INTERLEAVE=PIXEL"),
    Case(.int16, "BLOCKYSIZE=5 COMPRESS=DEFLATE PREDICTOR=2 INTERLEAVE=BAND"),
    Case(.uint16, tiles + " BIGTIFF=YES COMPRESS=DEFLATE"),
  ]

  static let leftToGDAL = [
    Case(.uint16, "COMPRESS=LZW PREDICTOR=2"), Case(.uint16, "COMPRESS=PACKBITS"),
    Case(.float32, "COMPRESS=DEFLATE PREDICTOR=3"), Case(.float32, "COMPRESS=DEFLATE PREDICTOR=2"),
    Case(.uint16, "ENDIANNESS=BIG"), Case(.uint16, "NBITS=14"), Case(.int32, "COMPRESS=DEFLATE"),
    Case(.float64, ""),
  ]

  private static func value(_ band: Int, _ column: Int, _ row: Int) -> Float {
    Float(1 + ScrambledField.bits(band * 100_000 + row * 300 + column) % 250)
  }

  private func stack(_ item: Case, name: String = "a.tif") throws -> BandStack {
    let grid = try RasterFixture.utm(70, 75)
    let path = try RasterFixture(grid: grid, bands: 3, type: item.type, value: Self.value).write(
      to: folder.file(name), options: item.options.split(separator: " ").map(String.init))
    return StackFixture.stack(try StackFixture.bands(of: path), grid: grid)
  }

  /// Values of a region, band by band.
  private func wanted(_ region: Window) -> [[Float]] {
    (0..<3).map { band in
      (0..<region.pixelCount).map {
        Self.value(band, region.column + $0 % region.width, region.row + $0 / region.width)
      }
    }
  }

  private let region = Window(column: 13, row: 9, width: 51, height: 60)

  @Test(arguments: ours) func simpleFilesAreReadHere(_ item: Case) throws {
    let stack = try stack(item)
    #expect(BlockStore(stack, region: region, lanes: 1).planes == [0, 1, 2])
    for (lanes, rows) in [(1, 60), (3, 7)] {
      let reading = try StackFixture.read(stack, region: region, lanes: lanes, rows: rows)
      #expect(reading.planes == wanted(region))
    }
  }

  @Test(arguments: leftToGDAL) func othersAreLeftToGDAL(_ item: Case) throws {
    let stack = try stack(item)
    #expect(BlockStore(stack, region: region, lanes: 1).planes.isEmpty)
    #expect(try StackFixture.read(stack, region: region, rows: 20).planes == wanted(region))
  }

  /// Tiles that were never written are GDAL's to fill.
  @Test func sparseFilesAreLeftToGDAL() throws {
    let grid = try RasterFixture.utm(64, 64)
    let path = folder.file("sparse.tif")
    let writer = try RasterWriter(
      path: path, grid: grid, type: .uint16,
      options: ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "SPARSE_OK=TRUE"])
    try writer.write(
      [UInt16](repeating: 7, count: 16), window: Window(column: 20, row: 20, width: 4, height: 4),
      rowStride: 4)
    try writer.finish()
    let stack = StackFixture.stack(try StackFixture.bands(of: path), grid: grid)
    #expect(BlockStore(stack, region: grid.extent, lanes: 1).planes.isEmpty)
    #expect(try StackFixture.read(stack).planes[0][20 * 64 + 20] == 7)
  }

  @Test func rowsThatAreKeptAreNotReadAgain() throws {
    let stack = try stack(Case(.uint16, Self.tiles + " COMPRESS=DEFLATE"))
    let reader = StripReader(stack: stack, region: stack.grid.extent, lanes: 2)
    let strip = Strip(width: 70, rows: 25, bands: 3)
    let pass = { () throws -> [Float] in
      try stride(from: 0, to: 75, by: 25).flatMap { top in
        reader.begin(strip, rows: top..<top + 25)
        for lane in 0..<2 { try reader.read(strip, lane: lane) }
        _ = try reader.finish(strip, rows: top..<top + 25, lane: 0)
        return Array(UnsafeBufferPointer(start: strip.plane(1), count: strip.pixelCount))
      }
    }
    reader.blocks.keptRows = 75
    let first = try pass()
    #expect(first == wanted(stack.grid.extent)[1])
    #expect(truncate(stack.planes[0].path, 0) == 0)
    #expect(try pass() == first)
    reader.blocks.keptRows = 32
    #expect(throws: Failure.self) { try pass() }
  }

  @Test func damageIsSaid() throws {
    let stack = try stack(Case(.uint16, Self.tiles + " COMPRESS=DEFLATE"))
    let path = stack.planes[0].path
    let dataset = try RasterDataset(path: path)
    let layout = try #require(dataset.blockLayout(band: 1))
    let size = try #require(FileManager.default.contents(atPath: path)?.count)
    let places = try #require(dataset.blockPlaces(band: 1, layout, fileBytes: size))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seek(toOffset: UInt64(places[4].offset))
    try handle.write(contentsOf: [UInt8](repeating: 0xff, count: places[4].bytes))
    try handle.close()
    let failure = #expect(throws: Failure.self) { try StackFixture.read(stack) }
    #expect(
      failure?.description == "'\(path)' cannot be read: a block of it is damaged or cut short")
  }
}
