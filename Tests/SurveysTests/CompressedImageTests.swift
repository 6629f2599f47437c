import CFITSIO
import Foundation
import TestSupport
import Testing

@testable import Surveys

/// Images that CFITSIO has compressed by tiles.
@Suite struct CompressedImageTests {
  static let methods: [(String, Int32)] = [
    ("RICE_1", RICE_1), ("GZIP_1", GZIP_1), ("GZIP_2", GZIP_2), ("HCOMPRESS_1", HCOMPRESS_1),
    ("PLIO_1", PLIO_1),
  ]

  private static func write(_ method: Int32, to path: String) throws -> [Float] {
    var values = (0..<64 * 48).map { (pixel: Int) -> Int16 in
      let (row, column) = pixel.quotientAndRemainder(dividingBy: 64)
      return Int16(column + 3 * row)
    }
    let handle = try FITSHandle(creating: path, name: path)
    var axes = [64, 48]
    try handle.check("test file") { file, status in
      fits_set_compression_type(file, method, &status)
      ffcrim(file, SHORT_IMG, 2, &axes, &status)
      ffppri(file, 1, 1, LONGLONG(values.count), &values, &status)
    }
    try handle.close()
    return values.map { Float($0) }
  }

  @Test(arguments: methods) func areRead(_ name: String, _ method: Int32) throws {
    let folder = try TemporaryFolder()
    let values = try Self.write(method, to: folder.file("c.fits"))
    let image = try FITSImage(folder.file("c.fits"))
    #expect(image.number == 1 && image.width == 64 && image.height == 48)
    #expect(try FITSImageTests.pixels(image) == values)
  }

  /// Tiles that the table does not have, tiles larger than any memory.
  @Test(arguments: ["ZNAXIS2", "ZTILE1", "ZTILE2", "ZNAXIS1"])
  func hostileTilesAreRefused(_ key: String) throws {
    let folder = try TemporaryFolder()
    _ = try Self.write(RICE_1, to: folder.file("c.fits"))
    var bytes = try Files.bytes(folder.file("c.fits"))
    let card = FITSFixture.card(key, "1000000000")
    let place = try #require(bytes.range(of: Data((key + " ").utf8)))
    bytes.replaceSubrange(place.lowerBound..<place.lowerBound + 80, with: Data(card.utf8))
    try bytes.write(to: URL(fileURLWithPath: folder.file("c.fits")))
    #expect { try FITSImageTests.pixels(FITSImage(folder.file("c.fits"))) } throws: {
      let text = "\($0)"
      return !text.contains("\n")
        && (text.contains("tiles that do not fit") || text.contains("1 (damaged: "))
    }
  }
}
