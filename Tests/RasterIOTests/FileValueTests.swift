import Foundation
import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// What files say of their values, format by format, and what is read of them.
@Suite struct FileValueTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ path: String) throws -> (bands: [BandSource], values: [Float?]) {
    let dataset = try RasterDataset(path: path)
    let bands = dataset.bands.enumerated().map { index, facts in
      var band = BandSource(
        name: "b\(index)", label: "b", path: path, band: index + 1, grid: dataset.grid,
        noData: [facts.noData].compactMap(\.self) + facts.missing, type: facts.type,
        hasMaskBand: dataset.hasMaskBand(index + 1))
      band.wholeNoData = [facts.wholeNoData].compactMap(\.self)
      band.validRange = facts.validRange
      return band
    }
    let reading = try StackFixture.read(StackFixture.stack(bands, grid: dataset.grid))
    return (bands, zip(reading.planes[0], reading.valid).map { $1 == 0 ? nil : $0 })
  }

  /// Formats that can say that their bytes are signed.
  @Test(arguments: [
    ("GTiff", "tif", []), ("GTiff", "tif", ["COMPRESS=DEFLATE", "PREDICTOR=2"]),
    ("GTiff", "tif", ["COMPRESS=LZW"]), ("HFA", "img", []), ("EHdr", "bil", []),
    ("ERS", "ers", []), ("netCDF", "nc", []), ("RRASTER", "grd", []),
  ])
  func signedBytes(_ driver: String, _ ending: String, _ options: [String]) throws {
    let path = folder.file("s.\(ending)")
    let fixture = GDALFixture(
      driver: driver, type: .int8, width: 5, values: [-128, -1, 1, 127, -5],
      noData: driver == "EHdr" || driver == "ERS" ? nil : -1, options: options)
    guard GDAL.isRegistered(driver) else { return }
    try #require(try fixture.write(to: path))
    let (bands, values) = try read(path)
    #expect(bands[0].type == .int8)
    let second: Float? = bands[0].noData == [-1] ? nil : -1
    #expect(values == [-128, second, 1, 127, -5])
    #expect(
      try RasterDataset(path: path).readDoubles(window: bands[0].grid.extent)
        == [-128, -1, 1, 127, -5])
  }

  @Test func integersOf64Bits() throws {
    let path = folder.file("i.tif")
    let wholes: [Int128] = [Int128(Int64.max), Int128(Int64.max) - 1, -9_007_199_254_740_993, 5]
    let fixture = GDALFixture(type: .int64, wholes: wholes, wholeNoData: Int128(Int64.max))
    guard try fixture.write(to: path) else { return }  // GDAL before 3.5
    let dataset = try RasterDataset(path: path)
    #expect(dataset.bands[0].noDataText == ["9223372036854775807"])
    let stored = try dataset.stored(window: dataset.grid.extent)
    #expect((0..<4).map { stored[$0]?.whole } == [nil, wholes[1], wholes[2], 5])
    #expect(try read(path).values == [nil, 9.223372e18, -9_007_199_254_740_992, 5])
  }

  /// Values that are one number in Float32 and are told apart before.
  @Test func neighboursOfTheFillValueCount() throws {
    let path = folder.file("n.tif")
    try #require(
      try GDALFixture(
        type: .int32, values: [2_147_483_647, 2_147_483_646, 16_777_217, 16_777_216],
        noData: 2_147_483_647
      ).write(to: path))
    #expect(try read(path).values == [nil, 2_147_483_648, 16_777_216, 16_777_216])
  }

  struct Attributes: Decodable, Sendable, CustomTestStringConvertible {
    var testDescription: String { what }
    var what: String
    var file: Data
    var values: [Float?]

    /// See Fixtures/netcdf-values.py.
    static func read() throws -> [Attributes] {
      let url = Bundle.module.url(forResource: "Fixtures/netcdf-values", withExtension: "json")
      return try JSONDecoder().decode([Attributes].self, from: Data(contentsOf: #require(url)))
    }
  }

  @Test func netCDFAttributes() throws {
    GDAL.start()
    guard GDAL.isRegistered("netCDF") else { return }
    for (index, c) in try Attributes.read().enumerated() {
      let path = folder.file("\(index).nc")
      try c.file.write(to: URL(fileURLWithPath: path))
      #expect(try read(path).values == c.values, "\(c.what)")
    }
  }

  /// A mask for each band: a pixel without data in any of them does not count.
  @Test func masksOfSingleBands() throws {
    let grid = try RasterFixture.utm(4, 1)
    let path = try RasterFixture(grid: grid, planes: [[1, 2, 3, 4], [5, 6, 7, 8]])
      .write(to: folder.file("m.tif"))
    let mask = try RasterWriter(path: path + ".msk", grid: grid, bands: 2, type: .uint8)
    mask.setMetadata(["INTERNAL_MASK_FLAGS_1": "0", "INTERNAL_MASK_FLAGS_2": "0"])
    for (band, bytes) in [[0, 255, 255, 255], [255, 255, 0, 255] as [UInt8]].enumerated() {
      try mask.write(bytes, window: grid.extent, band: band + 1, rowStride: 4)
    }
    try mask.finish()
    #expect(try RasterDataset(path: path).bands.map(\.mask) == [.band, .band])
    #expect(try read(path).values == [nil, 2, nil, 4])
  }

  static let wavelengths: [(Double, String?, Double?)] = [
    (450, "Nanometers", 0.45), (450, "nm", 0.45), (160, "Micrometers", 160), (0.45, "µm", 0.45),
    (0.45, "um", 0.45), (4500, "Angstroms", 0.45), (4.5e-4, "Millimeters", 0.45),
    (4.5e-5, "Centimeters", 0.45), (4.5e-7, "Meters", 0.45), (1250, "Wavenumber", 8),
    (1000, "cm-1", 10), (89, "GHz", 3368.4546), (1275, "MHz", 235_131.3396), (3, "Index", nil),
    (3, "Unknown", nil), (3, "furlongs", nil), (450, nil, 0.45), (0.45, "", 0.45), (-1, "nm", nil),
    (0, "GHz", nil),
  ]

  @Test(arguments: wavelengths)
  func units(_ value: Double, _ unit: String?, _ micrometres: Double?) throws {
    let found = WavelengthUnit.micrometres(value, unit: unit)
    guard let micrometres else {
      #expect(found.value == nil)
      #expect((found.remark != nil) == (value > 0))
      return
    }
    #expect(abs(try #require(found.value) / micrometres - 1) < 1e-7)
    #expect((found.remark != nil) == (unit ?? "").isEmpty)
  }

  /// ENVI headers, whose Index and Unknown GDAL leaves out; wavelengths without
  /// a unit are all in one.
  @Test(arguments: [
    ("wavelength units = Index", [nil, nil] as [Double?]),
    ("wavelength units = Unknown", [nil, nil]),
    ("wavelength units = Micrometers", [90, 160]), ("wavelength units = Nanometers", [0.09, 0.16]),
    ("", [0.09, 0.16]),
  ])
  func enviWavelengths(_ line: String, _ wanted: [Double?]) throws {
    let path = folder.file("e.dat")
    try Data(count: 2 * 4 * 4).write(to: URL(fileURLWithPath: path))
    try folder.write(
      """
      ENVI
      samples = 2
      lines = 2
      bands = 2
      header offset = 0
      file type = ENVI Standard
      data type = 4
      interleave = bsq
      byte order = 0
      wavelength = {90, 160}
      \(line)

      """, to: "e.hdr")
    let bands = try RasterDataset(path: path).bands
    #expect(bands.map(\.wavelength) == wanted)
    #expect((bands[0].wavelengthRemark != nil) == (wanted[0] == nil || line.isEmpty))
  }
}
