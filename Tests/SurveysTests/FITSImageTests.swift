import Foundation
import Rasters
import TestSupport
import Testing

@testable import Surveys

@Suite struct FITSImageTests {
  static func pixels(_ image: FITSImage, plane: Int = 0) throws -> [Float] {
    var out = [Float](repeating: -1, count: image.width * image.height)
    try out.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.read(image.extent, plane: plane, into: base, stride: image.width)
    }
    return out
  }

  static let types: [(Int, [Double])] = [
    (8, [0, 1, 254, 255, 7, 9]), (16, [-32768, 1, 32767, 0, 7, 9]),
    (32, [-70000, 1, 70000, 0, 7, 9]), (64, [-5_000_000_000, 1, 5_000_000_000, 0, 7, 9]),
    (-32, [-0.5, 1e20, 3.25, 0, 7, 9]), (-64, [-0.5, 1e20, 3.25, 0, 7, 9]),
  ]

  /// Rows run upwards, as FITS has them.
  @Test(arguments: types) func everyType(_ bitpix: Int, _ values: [Double]) throws {
    let folder = try TemporaryFolder()
    var file = FITSFixture()
    file.addImage(
      bitpix: bitpix, axes: [3, 2], data: FITSFixture.data(values, bitpix: bitpix))
    let image = try FITSImage(try file.write(to: folder.file("a.fits")))
    #expect(image.width == 3 && image.height == 2 && image.planes == 1)
    #expect(try Self.pixels(image) == values.map { Float($0) })
  }

  @Test func scalesAndBlanks() throws {
    let folder = try TemporaryFolder()
    var file = FITSFixture()
    file.addImage(
      bitpix: 16, axes: [2, 2],
      more: [
        FITSFixture.card("BSCALE", "0.5"), FITSFixture.card("BZERO", "100.0"),
        FITSFixture.card("BLANK", "-999"),
      ], data: FITSFixture.data([0, 10, -999, -20], bitpix: 16))
    let found = try Self.pixels(FITSImage(try file.write(to: folder.file("a.fits"))))
    #expect(found[0] == 100 && found[1] == 105 && found[2].isNaN && found[3] == 90)
  }

  @Test func keepsNaN() throws {
    let folder = try TemporaryFolder()
    let file = FITSFixture.image(2, 2) { $0 == 1 && $1 == 0 ? .nan : 4 }
    let found = try Self.pixels(FITSImage(try file.write(to: folder.file("a.fits"))))
    #expect(found[0] == 4 && found[1].isNaN && found[2] == 4)
  }

  @Test func choosesExtensions() throws {
    let folder = try TemporaryFolder()
    var file = FITSFixture()
    file.addImage(bitpix: 8, axes: [])
    for (name, value) in [("SCI", 5.0), ("ERR", 6)] {
      file.addImage(
        bitpix: -32, axes: [2, 1], more: [FITSFixture.card("EXTNAME", "'\(name)'")],
        data: FITSFixture.data([value, value], bitpix: -32))
    }
    let path = try file.write(to: folder.file("a.fits"))
    #expect(try FITSImage(path).number == 1)
    #expect(try Self.pixels(FITSImage(path, image: ImageExtension("2"))) == [6, 6])
    #expect(try Self.pixels(FITSImage(path, image: ImageExtension("err"))) == [6, 6])
    for (image, says) in [("7", "no extension 7"), ("0", "is no image"), ("x", "2 'ERR' (2x1)")] {
      #expect {
        try FITSImage(path, image: ImageExtension(image))
      } throws: { "\($0)".contains(says) }
    }
  }

  @Test func readsPlanesOfCubes() throws {
    let folder = try TemporaryFolder()
    var file = FITSFixture()
    file.addImage(
      bitpix: -32, axes: [2, 1, 3, 1],
      data: FITSFixture.data([1, 2, 3, 4, 5, 6], bitpix: -32))
    let image = try FITSImage(try file.write(to: folder.file("a.fits")))
    #expect(image.planes == 3)
    #expect(try Self.pixels(image, plane: 2) == [5, 6])
  }

  @Test(arguments: ["gzip", "bzip2"]) func unpacks(_ tool: String) throws {
    let folder = try TemporaryFolder()
    let plain = FITSFixture.image(30, 20) { Double($0 + 100 * $1) }
    let path = try plain.write(to: folder.file("a.fits"))
    let packed = try BuiltCommand.shell("\(tool) -kc a.fits > packed", in: folder.path)
    guard packed.isSuccess else { return print("skipped: no \(tool)") }
    let image = try FITSImage(folder.file("packed"))
    #expect(try Self.pixels(image) == Self.pixels(FITSImage(path)))
    let cut = try Files.bytes(folder.file("packed")).dropLast(40)
    try cut.write(to: URL(fileURLWithPath: folder.file("cut")))
    #expect { try FITSImage(folder.file("cut")) } throws: {
      "\($0)".contains("damaged") || "\($0)".contains("cut short")
    }
  }

  struct Hostile: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var says: String
    var bytes: @Sendable () -> Data
  }

  private static func image(_ axes: [Int], bitpix: Int = -32, more: [String] = []) -> Data {
    var file = FITSFixture()
    file.addImage(bitpix: bitpix, axes: axes, more: more, data: Data(repeating: 0, count: 24))
    return file.bytes
  }

  static let hostile: [Hostile] = [
    Hostile(testDescription: "text", says: "cannot be read as a FITS file") {
      Data("SIMPLE but not FITS at all\n".utf8)
    },
    Hostile(testDescription: "no SIMPLE", says: "cannot be read as a FITS file") {
      Data(image([3, 2]).dropFirst(80))
    },
    Hostile(testDescription: "no END", says: "FITS file") {
      Data(FITSFixture.card("SIMPLE", "T").utf8) + Data(FITSFixture.card("BITPIX", "8").utf8)
    },
    Hostile(testDescription: "a byte short", says: "cut short") {
      Data(image([3, 2], more: []).prefix(2880 + 23))
    },
    Hostile(testDescription: "a negative axis", says: "x.fits'") { image([-5, 2]) },
    Hostile(testDescription: "an empty axis", says: "nothing to read") { image([0, 2]) },
    Hostile(testDescription: "one axis", says: "1 axes") { image([6]) },
    Hostile(testDescription: "more than the file has", says: "cut short") {
      image([100_000, 100_000])
    },
    Hostile(testDescription: "more than any image has", says: "x.fits'") {
      image([2_147_483_647, 2_147_483_647])
    },
    Hostile(testDescription: "a bomb of planes", says: "planes") { image([1, 1, 1_000_000]) },
    Hostile(testDescription: "no such BITPIX", says: "x.fits'") { image([3, 2], bitpix: 13) },
    Hostile(testDescription: "no image", says: "holds no image") { image([]) },
  ]

  @Test(arguments: hostile) func refusesInOneLine(_ file: Hostile) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.fits")
    try file.bytes().write(to: URL(fileURLWithPath: path))
    #expect { try FITSImage(path) } throws: {
      "\($0)".contains(file.says) && !"\($0)".contains("\n")
    }
  }

  /// Missing padding, doubled and lower-case keys, CONTINUE, other letters.
  @Test func bearsOddHeaders() throws {
    let folder = try TemporaryFolder()
    let more = [
      FITSFixture.card("bscale", "7.0"), FITSFixture.card("OBJECT", "'a&'"),
      "CONTINUE  'b'".padding(toLength: 80, withPad: " ", startingAt: 0),
      FITSFixture.card("OBJECT", "'again'"),
    ]
    let file = FITSFixture.image(3, 2, more: more) { Double($0 + 3 * $1) }
    let path = folder.file("a.fits")
    try file.bytes.prefix(2880 + 24).write(to: URL(fileURLWithPath: path))
    let image = try FITSImage(path)
    #expect(try Self.pixels(image)[5] == 5)
    _ = try image.header()
  }
}
