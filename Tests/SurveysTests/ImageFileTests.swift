import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import Surveys

/// Images that are no FITS files, and names of extensions.
@Suite struct ImageFileTests {
  /// 7 x 5 pixels of value 100 row + column, the row counted from the foot.
  private static func raster(
    _ folder: TemporaryFolder, transform: GeoTransform? = nil, noData: Double? = nil
  ) throws -> String {
    try RasterFixture(
      grid: Grid(width: 7, height: 5, transform: transform), bands: 2, noData: noData
    ) { band, column, row in
      Float(1000 * band + 100 * (4 - row) + column)
    }.write(to: folder.file("image.tif"))
  }

  @Test func rowsOfPicturesCountFromTheirFoot() throws {
    let folder = try TemporaryFolder()
    let image = try ImageFile.open(Self.raster(folder, noData: 203))
    #expect(image.width == 7 && image.height == 5 && image.planes == 2)
    let window = Window(column: 2, row: 1, width: 3, height: 2)
    #expect(try image.readDoubles(window, plane: 1) == [1102, 1103, 1104, 1202, 1203, 1204])
    let first = try image.reopened().readDoubles(window, plane: 0)
    #expect(first[0...3] == [102, 103, 104, 202] && first[4].isNaN)
    #expect(throws: Failure.self) {
      try image.readDoubles(Window(column: 5, row: 0, width: 3, height: 1), plane: 0)
    }
  }

  /// Degrees of a geotransform are the sky; of a turned one too.
  @Test(arguments: [
    GeoTransform(
      originX: 187.8, columnX: -0.001, rowX: 0, originY: -33.2, columnY: 0, rowY: -0.001),
    GeoTransform(
      originX: 10, columnX: 0.002, rowX: 0.001, originY: 41, columnY: 0.0005, rowY: -0.003),
  ])
  func degreesAreTheSky(_ transform: GeoTransform) throws {
    let folder = try TemporaryFolder()
    let image = try SurveyImage([Self.raster(folder, transform: transform)])
    let wcs = try #require(image.wcs)
    for (x, y) in [(1.0, 1.0), (7, 1), (3.25, 4.5), (7, 5)] {
      let sky = try #require(wcs.sky(at: ImagePosition(x: x, y: y)))
      let expected = transform.apply(column: x - 0.5, row: 5 - y + 0.5)
      #expect(abs(sky.ra - expected.x) < 1e-9 && abs(sky.dec - expected.y) < 1e-9)
      let back = try #require(wcs.pixel(at: sky))
      #expect(abs(back.x - x) < 1e-6 && abs(back.y - y) < 1e-6)
    }
  }

  @Test func metresAreNoSky() throws {
    let folder = try TemporaryFolder()
    let path = try RasterFixture(grid: RasterFixture.utm(7, 5), bands: 1) { _, _, _ in 1 }
      .write(to: folder.file("a.tif"))
    #expect(try SurveyImage([path]).wcs == nil)
    #expect(try SurveyImage([Self.raster(folder)]).wcs == nil)
  }

  @Test func extensionsAreNamedInBrackets() throws {
    let folder = try TemporaryFolder()
    var file = FITSFixture()
    file.addImage(bitpix: 8, axes: [1, 1], data: Data([5]))
    file.addImage(
      bitpix: -64, axes: [1, 1], more: [FITSFixture.card("EXTNAME", "'ERR     '")],
      data: FITSFixture.data([0.1], bitpix: -64))
    let path = try file.write(to: folder.file("a.fits"))
    func value(_ typed: String) throws -> [Double] {
      let image = try ImageFile.open(typed)
      return try image.readDoubles(image.extent, plane: 0)
    }
    #expect(try value(path) == [5])
    #expect(try value(path + "[0]") == [5])
    // With all digits, which 32 bits do not have.
    #expect(try value(path + "[1]") == [0.1])
    #expect(try value(path + "[err]") == [0.1])
    #expect(try ImageFile.path(path + "[1]").typed == path)
    #expect(throws: Failure.self) { try value(path + "[2]") }
    #expect(throws: Failure.self) { try value(Self.raster(folder) + "[0]") }
  }
}
