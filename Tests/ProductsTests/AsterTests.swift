import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// What differs between forms of delivery is small: most is tested on TIFFs.
@Suite struct AsterTests {
  private static let vnir = ["green", "red", "nir"]
  private static let swir = ["swir1", "swir2", "swir3", "swir4", "swir5", "swir6"]

  private func open(
    _ folder: TemporaryFolder, bands: [String]? = nil, masks: ProductRequest.Masks = .productDefault
  ) throws -> BandStack {
    try ProductCatalogue.open(.init(paths: [folder.path], bands: bands, masks: masks))
  }

  private func granule(_ mini: MiniAster = MiniAster()) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try mini.writeTIFFs(to: folder)
    try mini.writeXML(to: folder)
    return folder
  }

  @Test func aFolderOfBandsIsReflectanceOnTheFinestGrid() throws {
    let folder = try granule()
    let stack = try open(folder)
    #expect(stack.product == "ASTER L1T")
    #expect(stack.level == "toa-reflectance")
    #expect(stack.name == MiniAster.l1t)
    #expect(stack.acquired == "2000-05-03T04:04:46Z")
    #expect(stack.bands.map(\.name) == Self.vnir + Self.swir)
    #expect(stack.bands.prefix(4).map(\.label) == ["B01", "B02", "B3N", "B04"])
    #expect(stack.bands.allSatisfy { $0.quantity == .reflectance && $0.noData == [0] })
    #expect((stack.grid.width, stack.bands[3].grid.width) == (13, 7))
    #expect(stack.grid.transform?.originX == 251_992.5)
    #expect(stack.bands[3].grid.transform?.originX == 251_985)
  }

  /// By hand: L = (101 - 1) * 0.676 = 67.6 W/(m2 sr um); 3 May 2000 is day
  /// 124, d = 1 - 0.01672 cos(0.9856 * 120 deg) = 1.00793; E = 1848;
  /// rho = pi L d2 / (E sin 75.830363 deg) = 0.120415.
  @Test func reflectanceFollowsGainDateAndSun() throws {
    let stack = try open(try granule())
    let distance = 1 - 0.01672 * cos(0.9856 * 120 * .pi / 180)
    let sine = sin(75.830363 * .pi / 180)
    func expected(_ dn: Double, _ ucc: Double, _ sun: Double) -> Double {
      .pi * (dn - 1) * ucc * distance * distance / (sun * sine)
    }
    #expect(abs(stack.bands[0].calibration.value(of: 101) - 0.120415) < 1e-5)
    #expect(abs(stack.bands[0].calibration.value(of: 101) - expected(101, 0.676, 1848)) < 1e-12)
    #expect(abs(stack.bands[2].calibration.value(of: 60) - expected(60, 0.862, 1114)) < 1e-12)
    #expect(abs(stack.bands[8].calibration.value(of: 90) - expected(90, 0.0318, 59.85)) < 1e-12)
    #expect(stack.bands[4].calibration.value(of: 1) == 0)
  }

  @Test func gainSettingsChooseTheCoefficient() throws {
    var mini = MiniAster()
    let normal = try open(try granule(mini)).bands[3].calibration.value(of: 101)
    mini.gains["04"] = "LO2"
    let low = try open(try granule(mini)).bands[3].calibration.value(of: 101)
    #expect(abs(low / normal - 0.290 / 0.2174) < 1e-12)
    mini.gains["01"] = "LO2"
    mini.gains["02"] = "OFF"
    mini.gains["05"] = "XYZ"
    let folder = try granule(mini)
    #expect(
      error { try open(folder, bands: ["green"]) }
        == "the metadata of \(MiniAster.l1t) give band B01 the gain LO2, for which no conversion "
        + "coefficient is published")
    #expect(
      error { try open(folder, bands: ["red"]) }
        == "band B02 (red) of \(MiniAster.l1t) was not acquired")
    #expect(error { try open(folder, bands: ["B05"]) }.contains("the gain 'XYZ', which is none of"))
    #expect(try open(folder, bands: ["nir", "swir1"]).bands.count == 2)
  }

  @Test func thermalBandsAreBrightnessTemperatures() throws {
    let folder = try granule()
    let stack = try open(folder, bands: ["tir10", "B14"])
    #expect(stack.bands.map(\.quantity) == [.temperature, .temperature])
    #expect(stack.bands.map(\.isThermal) == [true, true])
    #expect((stack.grid.width, stack.grid.pixelMetres?.across) == (3, 90))
    let radiance = 1199 * 0.006822
    let kelvins = 1735.337945 / log(3040.136402 / radiance + 1)
    #expect(abs(stack.bands[0].calibration.value(of: 1200) - kelvins) < 1e-9)
    #expect((290...300).contains(kelvins))
  }

  @Test func bandsAreFoundByAnyOfTheirNames() throws {
    let folder = try granule()
    for word in ["nir", "B3N", "3N", "B03N", "3", "b3"] {
      #expect(try open(folder, bands: [word]).bands.map(\.name) == ["nir"])
    }
    for word in ["swir6", "B09", "9", "b9"] {
      #expect(try open(folder, bands: [word]).bands.map(\.label) == ["B09"])
    }
  }

  @Test func bandsOfSWIRAfterApril2008AreRefusedWithTheReason() throws {
    let mini = MiniAster(granule: MiniAster.late, date: "20090903")
    let folder = try granule(mini)
    let stack = try open(folder)
    #expect(stack.bands.map(\.name) == Self.vnir)
    #expect(
      stack.notes.contains("bands 4 to 9 are not used: the SWIR detectors failed in April 2008"))
    let reason =
      "band B06 (swir3) of \(MiniAster.late) is of 2009-09-03: the SWIR detectors failed in April "
      + "2008 and bands 4 to 9 are saturated since; leave them out, or use a granule from before"
    #expect(error { try open(folder, bands: ["red", "B06"]) } == reason)
    #expect(error { try open(folder, bands: ["6"], masks: .none) } == reason)
    let shown = try ProductCatalogue.describe(path: folder.path)
    #expect(
      shown.bands.filter { !$0.isUsed && $0.remark?.contains("April 2008") == true }.count == 6)
  }

  @Test(arguments: [("20080331", true), ("20080401", false)])
  func theLastDayOfSWIRIsTheLastOfMarch2008(_ date: String, isUsed: Bool) throws {
    let stack = try open(try granule(MiniAster(date: date)))
    #expect((stack.bands.count == 9) == isUsed)
  }

  @Test func warmingDetectorsAreNoted() throws {
    let mini = MiniAster(granule: MiniAster.doubtful, date: "20070615")
    let stack = try open(try granule(mini))
    #expect(stack.bands.count == 9)
    #expect(stack.notes.contains { $0.hasPrefix("SWIR detectors were warming") })
    #expect(try !open(try granule()).notes.contains { $0.hasPrefix("SWIR detectors") })
  }

  @Test func theDateIsTheNamesWithoutMetadata() throws {
    let folder = try TemporaryFolder()
    try MiniAster(granule: MiniAster.late).writeTIFFs(to: folder)
    let message = error { try open(folder) }
    #expect(
      message == "no metadata of \(MiniAster.late) give the sun elevation; put its .hdf.xml or "
        + ".met file beside it")
    #expect(error { try open(folder, bands: ["B04"]) }.contains("is of 2009-09-03"))
    #expect(try open(folder, bands: ["tir13"]).bands.map(\.label) == ["B13"])
  }

  @Test func nightGranulesAreThermal() throws {
    let folder = try granule(MiniAster(elevation: -38.5))
    let stack = try open(folder)
    #expect(stack.level == "brightness-temperature")
    #expect(stack.bands.map(\.name) == ["tir10", "tir11", "tir12", "tir13", "tir14"])
    #expect(
      error { try open(folder, bands: ["red"]) }
        == "band B02 (red) of \(MiniAster.l1t) was acquired at night, with nothing to reflect; use "
        + "its thermal bands")
  }

  @Test func telescopesMayBeMissing() throws {
    let thermal = try granule(MiniAster(telescopes: ["TIR"]))
    let stack = try open(thermal)
    #expect(stack.bands.count == 5)
    #expect(stack.notes.contains("no VNIR or SWIR band can be used: the thermal bands are"))
    #expect(
      error { try open(thermal, bands: ["green"]) }
        == "band B01 (green) of \(MiniAster.l1t) was not acquired: the VNIR telescope was off")
    let visible = try open(try granule(MiniAster(telescopes: ["VNIR"])))
    #expect(visible.bands.map(\.name) == Self.vnir)
  }

  @Test func lostFilesAreReported() throws {
    let folder = try granule()
    try FileManager.default.removeItem(
      atPath: folder.file("\(MiniAster.l1t)_SWIR_B07.tif"))
    #expect(try open(folder).bands.count == 8)
    let shown = try ProductCatalogue.describe(path: folder.path)
    #expect(shown.missing == ["swir4 (B07)"])
    #expect(
      error { try open(folder, bands: ["B07"]) }.contains(
        "lists band swir4 (B07), but its file is not there"))
  }

  @Test func formsOfTIFFNamesAreKnown() throws {
    let forms: [(String, String) -> String] = [
      { "_\($0)_\($1).tif" }, { ".\($0)_Swath.ImageData\($1.dropFirst()).tif" },
      { _, label in "_ImageData\(Self.plain(label)).tif" }, { "_\($0)_\($1).TIF" },
    ]
    for form in forms {
      let folder = try TemporaryFolder()
      try MiniAster().writeTIFFs(to: folder, ending: form)
      try MiniAster().writeXML(to: folder)
      #expect(try open(folder).bands.count == 9)
    }
    let folder = try TemporaryFolder()
    try MiniAster().writeTelescopeTIFFs(to: folder)
    try MiniAster().writeXML(to: folder)
    #expect(try open(folder).bands.map(\.band) == [1, 2, 3, 1, 2, 3, 4, 5, 6])
  }

  private static func plain(_ label: String) -> String {
    String(label.dropFirst().drop { $0 == "0" })
  }

  @Test func metadataFilesStandForTheirGranule() throws {
    let folder = try granule()
    let stack = try ProductCatalogue.open(
      .init(path: folder.file("\(MiniAster.l1t).hdf.xml")))
    #expect(stack.bands.count == 9)
    let band = try ProductCatalogue.open(
      .init(path: folder.file("\(MiniAster.l1t)_VNIR_B02.tif")))
    #expect(band.bands.map(\.name) == ["red"])
  }

  @Test func picturesAndEmptyGranulesAreRefused() throws {
    let folder = try TemporaryFolder()
    try MiniAster().writeXML(to: folder)
    #expect(
      error { try open(folder) }
        == "'\(folder.path)' is of the ASTER granule \(MiniAster.l1t), but neither its .hdf file nor "
        + "TIFFs of its bands are there; download one of them")
    try folder.raster("\(MiniAster.l1t)_V.tif")
    #expect(
      error {
        try ProductCatalogue.open(.init(path: folder.file("\(MiniAster.l1t)_V.tif")))
      }.contains("is a picture of the granule for looking at, not its radiances"))
    try MiniAster(granule: MiniAster.late).writeXML(to: folder)
    #expect(
      error { try open(folder) }.contains("holds 2 ASTER products; name a file of one: AST_L1T_"))
  }

  @Test func saturatedPixelsCanBeMasked() throws {
    let folder = try granule()
    let stack = try open(folder, masks: .named(["saturated"]))
    #expect(stack.quality.count == 9)
    #expect(stack.quality.first?.tests.map(\.rule) == [.values([255])])
    #expect(try open(folder).quality.isEmpty)
    let two = try open(folder, bands: ["red", "tir10"], masks: .named(["saturated"]))
    #expect(two.quality.count == 1)
    #expect(
      error { try open(folder, masks: .named(["cloud"])) }
        == "ASTER L1T has no mask 'cloud'; it has: saturated")
  }

  @Test func surfaceReflectanceIsInThousandths() throws {
    let folder = try TemporaryFolder()
    var mini = MiniAster(granule: MiniAster.surface)
    mini.telescopes = ["VNIR"]
    try mini.writeTIFFs(to: folder, type: .int16) { "_SRF_\($0)_\($1).tif" }
    // Its SWIR file is produced a second later.
    mini.granule = "AST_07XT_00305032000040446_20190805061317_8698"
    mini.telescopes = ["SWIR"]
    try mini.writeTIFFs(to: folder, type: .int16) { ".SurfaceReflectance\($0).\($1).tif" }
    let stack = try open(folder)
    #expect((stack.product, stack.level) == ("ASTER 07XT", "surface-reflectance"))
    #expect(stack.bands.map(\.name) == Self.vnir + Self.swir)
    #expect(stack.bands[0].calibration.value(of: 250) == 0.25)
    #expect(stack.bands[0].noData == [0, -9999, -32768])
  }

  @Test func surfaceReflectanceOfSWIRIsRefusedToo() throws {
    let folder = try TemporaryFolder()
    var mini = MiniAster(granule: "AST_07XT_00309032009003144_20190805061316_8698")
    mini.telescopes = ["VNIR", "SWIR"]
    try mini.writeTIFFs(to: folder, type: .int16) { "_SRF_\($0)_\($1).tif" }
    #expect(try open(folder).bands.map(\.name) == Self.vnir)
    #expect(error { try open(folder, bands: ["swir2"]) }.contains("failed in April 2008"))
  }

  @Test func emissivityAndTemperature() throws {
    let folder = try TemporaryFolder()
    var mini = MiniAster(granule: MiniAster.emissivity)
    mini.telescopes = ["TIR"]
    try mini.writeTIFFs(to: folder, type: .int16) { "_SRE_\($0)_\($1).tif" }
    let stack = try open(folder)
    #expect(stack.level == "emissivity")
    #expect(stack.bands.map(\.quantity) == Array(repeating: .emissivity, count: 5))
    #expect(abs(stack.bands[0].calibration.value(of: 962) - 0.962) < 1e-12)

    let other = try TemporaryFolder()
    try other.raster("\(MiniAster.temperature)_SKT.tif", values: [2950])
    let kelvins = try open(other)
    #expect(kelvins.level == "surface-temperature")
    #expect(kelvins.bands.map(\.name) == ["temperature"])
    #expect(abs(kelvins.bands[0].calibration.value(of: 2950) - 295) < 1e-9)
  }
}
