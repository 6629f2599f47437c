import Foundation
import RasterIO
import Rasters
import Testing

@testable import Products

@Suite struct HyperspectralTests {
  private func raster(
    _ mini: MiniSpectrometer = MiniSpectrometer()
  ) throws -> (folder: TemporaryFolder, path: String) {
    let folder = try TemporaryFolder()
    try mini.write("cube", to: folder)
    return (folder, folder.file("cube.img"))
  }

  private func open(_ path: String, _ bands: [String]? = nil) throws -> BandStack {
    try ProductCatalogue.open(.init(paths: [path], bands: bands))
  }

  @Test(arguments: ["Nanometers", "Micrometers"])
  func badBandsAreLeftOut(_ unit: String) throws {
    let mini = MiniSpectrometer(unit: unit)
    let (folder, path) = try raster(mini)
    defer { withExtendedLifetime(folder) {} }
    let stack = try open(path)
    let numbers = Set(stack.bands.map(\.band))
    #expect(numbers.isDisjoint(with: [1, 2, 224, 50, 100]))
    let vapour = (1...224).filter { band in
      Hyperspectral.vapour.contains { $0.contains(mini.nanometres(band) / 1000) }
    }
    #expect(vapour.count == 30)
    #expect(numbers.isDisjoint(with: vapour))
    #expect(stack.bands.count == 224 - 5 - 30)
    #expect(
      stack.notes.contains(
        "3 of 224 bands are left out unless they are named, marked bad in the header (bbl): "
          + "b1-b2, b224"))
    #expect(
      stack.notes.contains(
        "2 of 224 bands are left out unless they are named, constant: b50, b100"))
    #expect(stack.notes.contains { $0.contains("in water vapour (1.34-1.45 and 1.79-1.96 um)") })
    #expect(stack.bands.first?.label == "b3")
    #expect(abs((stack.bands.first?.wavelength ?? 0) - mini.nanometres(3) / 1000) < 1e-5)
    #expect(stack.bands.first?.name == "389.1nm")
    #expect(stack.grid.wkt?.contains("Transverse_Mercator") == true)
  }

  @Test func rangesChooseBands() throws {
    let (folder, path) = try raster()
    defer { withExtendedLifetime(folder) {} }
    func numbers(_ words: String...) throws -> [Int] { try open(path, words).bands.map(\.band) }
    #expect(try numbers("1-6") == [3, 4, 5, 6])
    #expect(try numbers("b10-b12", "11-14", "7") == [10, 11, 12, 13, 14, 7])
    #expect(try numbers("0.40-0.42um") == [5, 6])
    #expect(try numbers("400-420nm") == [5, 6])
    #expect(try numbers("400nm-0.42 µm") == [5, 6])
    #expect(try numbers("1-6", "1") == [3, 4, 5, 6, 1])
    #expect(try numbers("45-55", "not 47-60") == [45, 46])
    #expect(try numbers("45-48", "not b46", "not 48") == [45, 47])
    #expect(try numbers("all").count == 224)
    #expect(try numbers("all", "not 1.34-1.45um", "not 1.79-1.96 um").count == 224 - 30)
    #expect(try numbers("not 0.3-1um").first == 67)
    #expect(try numbers("389.1nm") == [3])
  }

  @Test func rangesThatTakeNothingSaySo() throws {
    let (folder, path) = try raster()
    defer { withExtendedLifetime(folder) {} }
    #expect(
      error { try open(path, ["3-5um"]) }.hasPrefix("raster 'cube' has no band within '3-5um'"))
    #expect(
      error { try open(path, ["1.35-1.44um"]) }
        == "every band of raster 'cube' within '1.35-1.44um' is left out (water vapour); name them "
        + "one by one, or write 'all'")
    #expect(
      error { try open(path, ["9-3"]) }
        == "the bands '9-3' run backwards; write the smaller end first")
    #expect(
      error { try open(path, ["5", "not all"]) }
        == "no band is left of raster 'cube' by '5, not all'")
    #expect(error { try open(path, ["5", "b5"]) } == "band 'b5' is named twice")
    #expect(error { try open(path, ["not green"]) }.contains("has no band 'green'"))
  }

  @Test func headersWithoutWavelengthsWork() throws {
    let (folder, path) = try raster(MiniSpectrometer(unit: nil, bad: []))
    defer { withExtendedLifetime(folder) {} }
    let stack = try open(path)
    #expect(stack.bands.count == 222)
    #expect(stack.bands.first?.name == "b1")
    #expect(error { try open(path, ["0.4-0.5um"]) }.contains("has no band within"))
  }

  @Test func rastersOfFewBandsKeepAllThatVary() throws {
    let (folder, path) = try raster(MiniSpectrometer(bands: 20, bad: [1], zero: [2]))
    defer { withExtendedLifetime(folder) {} }
    #expect(try open(path).bands.map(\.band) == [1] + (3...20))
  }

  @Test func bandsWithLittleContentAreNotConstant() throws {
    let (folder, path) = try raster(MiniSpectrometer(width: 300, height: 300, zero: []))
    defer { withExtendedLifetime(folder) {} }
    // One spot of content in an otherwise empty band, away from the centre.
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    let offset = (99 * 300 * 300 + 32 * 300 + 32) * 2
    let plane = (99 * 300 * 300 * 2)..<(100 * 300 * 300 * 2)
    data.replaceSubrange(plane, with: Data(count: plane.count))
    data[offset] = 9
    try data.write(to: URL(fileURLWithPath: path))
    #expect(try open(path).bands.contains { $0.band == 100 })
    data[offset] = 0
    try data.write(to: URL(fileURLWithPath: path))
    #expect(try !open(path).bands.contains { $0.band == 100 })
  }

  @Test func emptyRastersKeepTheirBands() throws {
    let mini = MiniSpectrometer(bands: 80, bad: [], zero: Set(1...80))
    let (folder, path) = try raster(mini)
    defer { withExtendedLifetime(folder) {} }
    let vapour = (1...80).filter { band in
      Hyperspectral.vapour.contains { $0.contains(mini.nanometres(band) / 1000) }
    }
    #expect(try open(path).bands.count == 80 - vapour.count)
    let all = try raster(MiniSpectrometer(bands: 80, bad: Set(1...80)))
    #expect(try open(all.path).bands.count == 80)
  }

  @Test func wavelengthsAreFoundInNamesAndBesideEnMAP() throws {
    #expect(BandList.wavelength(inName: "Band 7 (450.2 Nanometers)") == 0.4502)
    #expect(BandList.wavelength(inName: "wavelength_0.45um") == 0.45)
    #expect(BandList.wavelength(inName: "450 nm") == 0.45)
    #expect(BandList.wavelength(inName: "red") == nil)
    #expect(BandList.wavelength(inName: "7 nm") == nil)
    let folder = try TemporaryFolder()
    let stem = "ENMAP01-____L2A-DT0000001053_20220612T105735Z_028_V010303_20230922T131826Z"
    try folder.raster("\(stem)-SPECTRAL_IMAGE.TIF", values: (1...70).map(Float.init), type: .int16)
    let bands = (1...70).map {
      "<bandID number=\"\($0)\"><wavelengthCenterOfBand>\(400 + 25 * $0).5</wavelengthCenterOfBand>"
        + "<FWHMOfBand>7.0</FWHMOfBand></bandID>"
    }
    try folder.write(
      "<level_X><specific><bandCharacterisation>\(bands.joined())</bandCharacterisation></specific>"
        + "</level_X>", "\(stem)-METADATA.XML")
    let stack = try open(folder.file("\(stem)-SPECTRAL_IMAGE.TIF"))
    #expect(stack.bands.first?.name == "425.5nm")
    #expect(stack.bands.count == 70 - 11)
  }

  /// The most bands that are read at all: opening stays quick.
  @Test func fourThousandBands() throws {
    let mini = MiniSpectrometer(
      bands: 4096, width: 16, height: 16, unit: "Micrometers", bad: [7], zero: [], constant: [])
    let (folder, path) = try raster(mini)
    defer { withExtendedLifetime(folder) {} }
    let start = ContinuousClock.now
    let stack = try open(path)
    #expect(stack.bands.count == 4096 - 1 - 539)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
