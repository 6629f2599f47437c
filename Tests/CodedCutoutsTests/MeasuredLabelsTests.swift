import Foundation
import Jobs
import RasterIO
import Surveys
import TestSupport
import Testing

@testable import CodedCutouts

/// Labels of segmentations, whatever their size.
@Suite struct MeasuredLabelsTests {
  private static let (width, height) = (60, 50)

  /// A FITS file of one plane, row 0 first.
  private static func fits(_ bitpix: Int, _ value: (Int, Int) -> [UInt8], to path: String) throws {
    let cards = [
      "SIMPLE  =                    T", "BITPIX  =                  \(bitpix)",
      "NAXIS   =                    2", "NAXIS1  =                   \(width)",
      "NAXIS2  =                   \(height)", "END",
    ]
    var bytes = Data(
      cards.map { $0.padding(toLength: 80, withPad: " ", startingAt: 0) }.joined().utf8)
    bytes.append(Data(repeating: 32, count: 2880 - bytes.count))
    for y in 0..<height { for x in 0..<width { bytes.append(contentsOf: value(x, y)) } }
    bytes.append(Data(repeating: 0, count: (2880 - bytes.count % 2880) % 2880))
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  private static func bytes<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  private static let centres = [(15.0, 14.0), (42.0, 30.0)]

  private static func image(_ x: Int, _ y: Int) -> Float {
    centres.reduce(0.01 * Float((x * 7 + y * 13) % 5)) { sum, centre in
      let (dx, dy) = (Double(x) - centre.0, Double(y) - centre.1)
      return sum + Float(50 * exp(-(dx * dx + dy * dy) / 12))
    }
  }

  private static func source(_ x: Int, _ y: Int) -> Int? {
    centres.firstIndex { hypot(Double(x) - $0.0, Double(y) - $0.1) < 8 }
  }

  /// Neighbours beyond 2^53 are not one, and what is measured is what small
  /// labels give.
  @Test(arguments: [[1, 2], [7, 3_000_000_000], [9_007_199_254_740_992, 9_007_199_254_740_993]])
  func labelsKeepAllDigits(_ labels: [Int64]) throws {
    let folder = try TemporaryFolder()
    try Self.fits(-32, { Self.bytes(Self.image($0, $1).bitPattern) }, to: folder.file("i.fits"))
    func rows(_ labels: [Int64], _ name: String) throws -> [[Substring]] {
      try Self.fits(
        64, { Self.bytes(Self.source($0, $1).map { labels[$0] } ?? 0) },
        to: folder.file("s.fits"))
      try Facies.measure(
        MeasureOptions(
          image: folder.file("i.fits"), segmentation: folder.file("s.fits"), gain: 1,
          fitsSersic: false, threads: 1), to: folder.file(name), overwrite: true)
      return try String(contentsOfFile: folder.file("m.csv"), encoding: .utf8).split(
        separator: "\n"
      )
      .dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }
    let small = try rows([1, 2], "m.csv")
    let found = try rows(labels, "m.csv")
    #expect(found.map { $0.first.flatMap { Int64($0) } } == labels)
    #expect(found.map { $0.dropFirst() } == small.map { $0.dropFirst() })
    _ = try rows(labels, "m.fits")
    let table = try SourceList.read(
      folder.file("m.fits"),
      columns: SourceColumns(names: [.id: "label", .x: "xc_centroid", .y: "yc_centroid"]))
    #expect(table.map(\.id) == labels.map(String.init))
  }

  @Test func numbersThatAreNoLabelsAreRefused() throws {
    let folder = try TemporaryFolder()
    try Self.fits(-32, { Self.bytes(Self.image($0, $1).bitPattern) }, to: folder.file("i.fits"))
    try Self.fits(
      64, { x, y in Self.bytes(x == 3 && y == 2 ? Int64(-5) : 0) }, to: folder.file("s.fits"))
    #expect {
      try Facies.measure(
        MeasureOptions(
          image: folder.file("i.fits"), segmentation: folder.file("s.fits"), gain: 1),
        to: folder.file("m.csv"))
    } throws: { "\($0)".contains("holds -5 at pixel x 3, y 2") }
  }
}
