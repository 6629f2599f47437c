import Foundation
import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// Whatever the format and the type of values: what facies reads is what
/// GDAL's own typed read gives, with the mask that it makes of the file.
@Suite struct StoredValuePropertyTests {
  struct Format: Sendable, CustomTestStringConvertible {
    var testDescription: String { driver }
    var driver: String
    var ending: String
    /// Of the types that are tried, how many the format can hold at least.
    var least: Int
  }

  /// Those of the allowed drivers that write.
  static let formats: [Format] = [
    ("GTiff", "tif", 9), ("COG", "tif", 8), ("ENVI", "dat", 7), ("HFA", "img", 8),
    ("netCDF", "nc", 8), ("JP2OpenJPEG", "jp2", 0), ("PNG", "png", 2), ("JPEG", "jpg", 1),
    ("FITS", "fits", 5), ("RST", "rst", 3), ("EHdr", "bil", 6), ("AAIGrid", "asc", 4),
    ("GRIB", "grb2", 0), ("BMP", "bmp", 1), ("GPKG", "gpkg", 0), ("PCIDSK", "pix", 4),
    ("ERS", "ers", 7), ("ISCE", "isce", 5), ("RMF", "rsw", 2), ("SAGA", "sdat", 7),
    ("RRASTER", "grd", 7), ("NITF", "ntf", 6), ("ILWIS", "mpr", 3), ("GSAG", "grd", 5),
    ("GSBG", "grd", 3), ("PNM", "pgm", 2), ("HDF4Image", "hdf", 0), ("KEA", "kea", 0),
  ].map { Format(driver: $0.0, ending: $0.1, least: $0.2) }

  static let types: [SampleType] = [
    .uint8, .int8, .uint16, .int16, .uint32, .int32, .uint64, .int64, .float32, .float64,
  ]

  /// JPEG's copy of a fill value goes into a mask, and counts beside it.
  @Test(arguments: formats) func isReadAsGDALReadsIt(_ format: Format) throws {
    GDAL.start()
    guard GDAL.isRegistered(format.driver) else { return }
    let folder = try TemporaryFolder()
    var held = 0
    for (index, type) in Self.types.enumerated() {
      var random = SeededSequence(seed: UInt64(index))
      let made = try (0..<4).count { round in
        let path = folder.file("\(type.name)-\(round).\(format.ending)")
        return try check(
          raster(format, type, declares: round % 2 == 1 && format.driver != "JPEG", &random), path,
          "\(type.name) \(round)")
      }
      held += made > 0 ? 1 : 0
    }
    #expect(held >= format.least, "\(format.driver) held \(held) types")
  }

  /// A few pixels of everything that a type can hold; a value without data is
  /// one of them, sometimes written short.
  private func raster(
    _ format: Format, _ type: SampleType, declares: Bool, _ random: inout SeededSequence
  ) -> GDALFixture {
    let (width, height) = (3 + random.below(9), 2 + random.below(6))
    var fixture = GDALFixture(driver: format.driver, type: type, width: width, height: height)
    if type == .uint64 || type == .int64, let range = type.wholeRange {
      fixture.wholes = (0..<width * height).map { _ in
        let near = Int128(random.below(5))
        return [range.lowerBound + near, range.upperBound - near, 7 + near][random.below(3)]
      }
      return fixture
    }
    fixture.values = (0..<width * height).map { _ in Self.value(type, &random) }
    if declares, let one = fixture.values.randomElement(using: &random) {
      let short = Double(String(format: "%.6g", one)) ?? one
      fixture.noData = type.wholeRange == nil && random.below(2) == 0 ? short : one
    }
    return fixture
  }

  private static func value(_ type: SampleType, _ random: inout SeededSequence) -> Double {
    if let range = type.wholeRange {
      let near = Double(random.below(4))
      let ends = [Double(range.lowerBound) + near, Double(range.upperBound) - near, 100 + near]
      return ends[random.below(3)]
    }
    let greatest =
      type == .float32
      ? Double(Float.greatestFiniteMagnitude) : Double.greatestFiniteMagnitude
    let small = Double(random.below(2000)) / 7 - 100
    let value = [0, -9999, small, small, small, -greatest, 1e-30][random.below(7)]
    return type == .float32 ? Double(Float(value)) : value
  }

  private func check(_ fixture: GDALFixture, _ path: String, _ what: String) throws -> Bool {
    guard try fixture.write(to: path), let wanted = GDALFixture.read(path) else { return false }
    let dataset = try RasterDataset(path: path)
    // GDAL cuts the fraction off that no whole number can have.
    let facts = dataset.bands[0]
    if facts.type.wholeRange != nil, let noData = facts.noData, noData != noData.rounded() {
      return true
    }
    let window = dataset.grid.extent
    let stored = try dataset.stored(window: window)
    let found = (0..<stored.count).map { stored[$0] }
    #expect(found == wanted, "\(fixture.driver) \(what)")
    var floats = [Float](repeating: 0, count: window.pixelCount)
    try dataset.readValues(
      band: 1, window: window, absent: dataset.bands[0].absent, hasMask: dataset.hasMaskBand(1),
      into: &floats, rowStride: window.width)
    for (float, number) in zip(floats, wanted) {
      let same = number.map { Float($0.double) == float } ?? !float.isFinite
      #expect(same, "\(fixture.driver) \(what): \(float), not \(number?.description ?? "none")")
    }
    return true
  }
}

/// A seeded sequence.
struct SeededSequence: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
