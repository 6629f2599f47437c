import Foundation
import Products
import RasterIO
import Rasters
import Testing

@Suite struct LandsatTests {
  private func l1(_ bands: [String] = ["B4", "B5", "QA_PIXEL"]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try MiniLandsat.write(MiniLandsat.l1, mtl: MiniLandsat.l1MTL, bands: bands, to: folder)
    return folder
  }

  private func value(_ band: BandSource, _ dn: Double) -> Double { band.calibration.value(of: dn) }

  @Test func level1IsReflectanceAtTheTopOfTheAtmosphere() throws {
    let folder = try l1()
    let stack = try ProductCatalogue.open(.init(path: folder.path))
    #expect(stack.name == MiniLandsat.l1)
    #expect(stack.product == "Landsat 8 C2 L1TP")
    #expect(stack.level == "toa-reflectance")
    #expect(stack.sensor == "Landsat 8 OLI/TIRS")
    #expect(stack.acquired == "2019-08-09T13:53:06Z")
    #expect(stack.bands.map(\.name) == ["red", "nir"])
    #expect(stack.bands.map(\.label) == ["B4", "B5"])
    #expect(stack.bands.allSatisfy { $0.noData == [0] && $0.quantity == .reflectance })
    // (2e-5 * 10000 - 0.1) / sin 30
    #expect(abs(value(stack.bands[0], 10_000) - 0.2) < 1e-12)
  }

  /// The MTL's corners are pixel centres; the southern scene keeps its
  /// northern zone.
  @Test func cornersPlaceUnplacedFiles() throws {
    let folder = try l1(["B4", "B8"])
    let red = try ProductCatalogue.open(.init(paths: [folder.path], bands: ["red"])).grid
    #expect(red.transform?.coefficients == [440_985, 30, 0, -2_188_005, 0, -30])
    #expect(red.reference.code == "EPSG:32621")
    let both = try ProductCatalogue.open(.init(paths: [folder.path], bands: ["red", "pan"]))
    #expect(both.grid.transform?.coefficients == [440_992.5, 15, 0, -2_188_012.5, 0, -15])
    #expect(both.notes.contains("resampled by georeference to the finest grid: red"))
  }

  @Test func sizesThatDisagreeWithTheCornersAreNotPlaced() throws {
    let folder = try l1([])
    for band in ["B4", "B5"] {
      try folder.raster("\(MiniLandsat.l1)_\(band).TIF", width: 7, height: 5)
    }
    let stack = try ProductCatalogue.open(.init(path: folder.path))
    #expect(stack.grid.transform == nil)
    #expect(
      stack.notes.contains { $0.contains("7x5 pixels where the corners of the MTL make 6x5") })
  }

  @Test func archivesAreReadInPlace() throws {
    let folder = try l1()
    for (name, flags) in [("a.tar.gz", "czf"), ("b.tgz", "czf"), ("c.TAR", "cf")] {
      try folder.tar(flags, name, MiniLandsat.l1 + "_MTL.txt", MiniLandsat.l1 + "_B4.TIF")
      let stack = try ProductCatalogue.open(.init(path: folder.file(name)))
      #expect(stack.bands.map(\.name) == ["red"])
      #expect(stack.files == [folder.file(name)])
      #expect(stack.grid.width == 6)
    }
  }

  @Test func hostileMembersAreNotSeen() throws {
    let folder = try l1(["B4"])
    let names = [MiniLandsat.l1 + "_MTL.txt", MiniLandsat.l1 + "_B4.TIF"]
    try folder.tar("-czPf", "up.tar.gz", "--transform", "s|^|../|", names[0], names[1])
    #expect(throws: Failure.self) {
      try ProductCatalogue.open(.init(path: folder.file("up.tar.gz")))
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.file(MiniLandsat.l1 + "_B5.TIF"), withDestinationPath: "/etc/passwd")
    try folder.tar("czf", "link.tar.gz", names[0], names[1], MiniLandsat.l1 + "_B5.TIF")
    #expect(throws: Failure.self) {
      try ProductCatalogue.open(.init(paths: [folder.file("link.tar.gz")], bands: ["nir"]))
    }
  }

  @Test func damagedArchivesAreOneLine() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "no archive at all ", count: 100), "x.tar.gz")
    let path = folder.file("x.tar.gz")
    #expect(
      error { try ProductCatalogue.open(.init(path: path)) }
        == "'\(path)' is not a whole tar archive (incomplete or damaged); fetch it again")
  }

  /// GDAL alone would list the bands before the cut.
  @Test(arguments: [1, 10, 50, 90, 99])
  func archivesThatAreCutOffAreRefused(percent: Int) throws {
    let folder = try l1()
    for (name, flags) in [("a.tar.gz", "czf"), ("b.tar", "cf")] {
      let files = ["_MTL.txt", "_B4.TIF", "_B5.TIF"].map { MiniLandsat.l1 + $0 }
      try folder.tar(flags, name, files[0], files[1], files[2])
      let whole = try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
      let part = whole.prefix(max(20, whole.count * percent / 100 - 7))
      let path = folder.file("part-" + name)
      try part.write(to: URL(fileURLWithPath: path))
      #expect(
        error { try ProductCatalogue.open(.init(path: path)) }
          == "'\(path)' is not a whole tar archive (incomplete or damaged); fetch it again")
    }
  }

  @Test func bombsAreRefused() throws {
    let folder = try TemporaryFolder()
    _ = FileManager.default.createFile(atPath: folder.file("zeros"), contents: nil)
    #expect(truncate(folder.file("zeros"), 300 << 20) == 0)
    try folder.tar("czf", "bomb.tar.gz", "zeros")
    let path = folder.file("bomb.tar.gz")
    #expect(
      error { try ProductCatalogue.open(.init(path: path)) }
        == "'\(path)' unpacks to more than 200 times its size: refused")
  }

  @Test func level2ReadsItsOwnConstants() throws {
    let folder = try TemporaryFolder()
    try MiniLandsat.write(
      MiniLandsat.l2, mtl: MiniLandsat.l2MTL,
      bands: ["SR_B2", "SR_B3", "ST_B10", "QA_PIXEL", "SR_QA_AEROSOL"], to: folder)
    let stack = try ProductCatalogue.open(
      .init(
        paths: [folder.path], bands: ["blue", "thermal1"], masks: .named(["aerosol", "cloud"])))
    #expect(stack.product == "Landsat 8 C2 L2SP")
    #expect(stack.level == "surface-reflectance")
    #expect(abs(value(stack.bands[0], 10_000) - 0.075) < 1e-12)
    #expect(abs(value(stack.bands[1], 40_000) - 285.7208) < 1e-9)
    #expect(stack.bands[1].quantity == .temperature)
    #expect(stack.bands[1].isThermal)
    #expect(stack.quality.map { $0.tests.map(\.name) } == [["fill", "cloud"], ["aerosol"]])
    #expect(stack.quality[1].tests[0].rule.rejects(0b1100_0010))
    #expect(!stack.quality[1].tests[0].rule.rejects(0b1000_0010))
  }

  @Test func landsat7OfCollection1() throws {
    let folder = try TemporaryFolder()
    try MiniLandsat.write(
      MiniLandsat.l7, mtl: MiniLandsat.l7MTL, bands: ["B1", "B6_VCID_1", "B6_VCID_2", "B7", "BQA"],
      to: folder, type: .uint8)
    let stack = try ProductCatalogue.open(.init(path: folder.path))
    #expect(stack.product == "Landsat 7 C1 L1TP")
    #expect(stack.bands.map(\.name) == ["blue", "swir2"])
    #expect(stack.quality.first?.tests.map(\.name) == ["fill", "cloud", "shadow"])
    let thermal = try ProductCatalogue.open(.init(paths: [folder.path], bands: ["B6_VCID_2"]))
    // L = 0.067 * 130 - 0.06709; T = 1282.71 / ln(666.09 / L + 1)
    #expect(abs(value(thermal.bands[0], 130) - 294.363) < 0.001)
  }

  /// Published irradiances: rho = pi L d2 / (E sin h), by hand for B1 of
  /// 14 August 1988: L = 64.91, d = 1.0126, sin h = 0.7633.
  @Test(arguments: ["\n", "\r\n"])
  func landsat5BeforeCollections(lineEnd: String) throws {
    let mtl = MiniLandsat.l5MTL.replacingOccurrences(of: "\n", with: lineEnd)
    let folder = try TemporaryFolder()
    try MiniLandsat.write(
      MiniLandsat.l5, mtl: mtl, bands: ["B1", "B3"], to: folder, type: .uint8)
    let stack = try ProductCatalogue.open(.init(path: folder.path))
    #expect(stack.product == "Landsat 5 L1T")
    #expect(stack.level == "toa-reflectance")
    #expect(abs(value(stack.bands[0], 100) - 0.1381) < 0.0005)
    #expect(stack.notes.contains { $0.contains("Chander et al. (2009)") })
    #expect(stack.notes.contains { $0.contains("no quality band") })
  }

  @Test func metadataFromBefore2012() throws {
    let folder = try TemporaryFolder()
    try folder.write(MiniLandsat.oldMTL, "L5224063_06319880814_MTL.txt")
    try folder.raster("L5224063_06319880814_B30.tif", values: [100], type: .uint8)
    let stack = try ProductCatalogue.open(.init(path: folder.path))
    #expect(stack.bands.map(\.name) == ["red"])
    #expect(stack.grid.transform?.coefficients == [440_985, 30, 0, -2_188_005, 0, -30])
    #expect(value(stack.bands[0], 100) > 0.1 && value(stack.bands[0], 100) < 0.3)
  }

  @Test func missingBandsAreNotedUnlessNamed() throws {
    let folder = try l1()
    let stack = try ProductCatalogue.open(.init(path: folder.path))
    #expect(stack.notes.contains { $0.hasPrefix("listed by the MTL but not there: coastal (B1)") })
    #expect(
      error { try ProductCatalogue.open(.init(paths: [folder.path], bands: ["swir1"])) }
        == "Landsat 8 C2 L1TP '\(MiniLandsat.l1)' lists band swir1 (B6), but its file is not "
        + "there; it has: red (B4), nir (B5)")
    #expect(
      error { try ProductCatalogue.open(.init(paths: [folder.path], bands: ["rde"])) }
        == "Landsat 8 C2 L1TP '\(MiniLandsat.l1)' has no band 'rde' (did you mean 'red'?); it has: "
        + "red (B4), nir (B5)")
  }

  @Test(arguments: [["4", "5"], ["b4", "B5"], ["Red", "NIR"]])
  func bandsAreNamedInThreeWays(words: [String]) throws {
    let folder = try l1()
    let stack = try ProductCatalogue.open(.init(paths: [folder.path], bands: words))
    #expect(stack.bands.map(\.name) == ["red", "nir"])
  }

  @Test func masksNeedTheirFile() throws {
    let folder = try l1(["B4"])
    #expect(
      error {
        try ProductCatalogue.open(.init(paths: [folder.path], masks: .named(["cloud"])))
      } == "'\(MiniLandsat.l1)' cannot be masked for 'cloud': it has no QA_PIXEL file")
    #expect(try ProductCatalogue.open(.init(paths: [folder.path], masks: .none)).quality.isEmpty)
  }

  @Test func severalProductsInOneFolderAreRefused() throws {
    let folder = try l1(["B4"])
    try MiniLandsat.write(MiniLandsat.l7, mtl: MiniLandsat.l7MTL, bands: ["B1"], to: folder)
    #expect(
      error { try ProductCatalogue.open(.init(path: folder.path)) }
        == "'\(folder.path)' holds 2 Landsat products; name one of these files: "
        + "\(MiniLandsat.l1)_MTL.txt, \(MiniLandsat.l7)_MTL.txt")
    let one = try ProductCatalogue.open(.init(path: folder.file("\(MiniLandsat.l7)_MTL.txt")))
    #expect(one.bands.map(\.name) == ["blue"])
  }

  /// The other forms of the MTL say the same, named directly or in a folder.
  @Test(arguments: ["json", "xml"], [true, false])
  func otherFormsOfTheMTL(_ form: String, _ isNamed: Bool) throws {
    for (name, text, bands) in [
      (MiniLandsat.l1, MiniLandsat.l1MTL, ["B4", "B5", "B10", "QA_PIXEL"]),
      (MiniLandsat.l2, MiniLandsat.l2MTL, ["SR_B4", "ST_B10", "QA_PIXEL"]),
      (MiniLandsat.l7, MiniLandsat.l7MTL, ["B1", "B3"]),
    ] {
      let folder = try TemporaryFolder()
      try MiniLandsat.write(name, mtl: text, bands: bands, to: folder)
      let plain = try ProductCatalogue.open(.init(path: folder.path))
      try FileManager.default.removeItem(atPath: folder.file("\(name)_MTL.txt"))
      try folder.write(MiniLandsat.mtl(text, form), "\(name)_MTL.\(form)")
      let place = isNamed ? folder.file("\(name)_MTL.\(form)") : folder.path
      let found = try ProductCatalogue.open(.init(path: place))
      #expect(found.product == plain.product && found.level == plain.level)
      #expect(found.acquired == plain.acquired && found.name == plain.name)
      #expect(found.grid == plain.grid)
      #expect(found.bands.map(\.name) == plain.bands.map(\.name))
      #expect(found.bands.map(\.calibration) == plain.bands.map(\.calibration))
      #expect(
        found.quality.flatMap(\.tests).map(\.name) == plain.quality.flatMap(\.tests).map(\.name))
    }
  }

  @Test(arguments: [
    ("x_MTL.json", "{}", "has no LANDSAT_METADATA_FILE: not the MTL of a Landsat product"),
    ("x_MTL.json", "[1", "is not the JSON of an MTL: groups of keys with texts"),
    (
      "x_MTL.json", "{\"LANDSAT_METADATA_FILE\": {\"A\": {\"b\": [1]}}}",
      "is not the JSON of an MTL: groups of keys with texts"
    ),
    (
      "x_MTL.json", "{\"LANDSAT_METADATA_FILE\": {\"A\": {\"b\": 1}}}",
      "gives no SPACECRAFT_ID: not the MTL of a Landsat product"
    ),
    ("x_MTL.xml", "<a/>", "has no LANDSAT_METADATA_FILE: not the MTL of a Landsat product"),
    (
      "x_MTL.xml", "<LANDSAT_METADATA_FILE>",
      "ends inside <LANDSAT_METADATA_FILE>: the file is cut off"
    ),
  ])
  func brokenForms(_ name: String, _ text: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, name)
    #expect(
      error { try ProductCatalogue.open(.init(path: folder.file(name))) } == "'\(name)' \(message)")
  }

  @Test func bandsWithoutMetadataAreRefused() throws {
    let folder = try l1(["B4"])
    try FileManager.default.removeItem(atPath: folder.file("\(MiniLandsat.l1)_MTL.txt"))
    #expect(
      error { try ProductCatalogue.open(.init(path: folder.path)) }
        == "'\(folder.path)' holds Landsat bands but no *_MTL.txt, .json or .xml, which says how to "
        + "scale and place them; add it, or name the band files one by one")
  }

  @Test func nightIsNotDivided() throws {
    let folder = try l1(["B4"])
    let mtl = MiniLandsat.l1MTL.replacingOccurrences(
      of: "SUN_ELEVATION = 30.0", with: "SUN_ELEVATION = -12.5")
    try folder.write(mtl, "\(MiniLandsat.l1)_MTL.txt")
    let stack = try ProductCatalogue.open(.init(path: folder.path))
    #expect(stack.level == "toa-reflectance-without-sun-angle")
    #expect(abs(value(stack.bands[0], 10_000) - 0.1) < 1e-12)
  }

  @Test func everythingIsDescribed() throws {
    let folder = try l1(["B4", "B5", "B8", "B9", "B10", "QA_PIXEL"])
    let about = try ProductCatalogue.describe(path: folder.path)
    #expect(about.bands.filter(\.isUsed).map(\.name) == ["red", "nir"])
    #expect(about.bands.first { $0.name == "pan" }?.remark == "panchromatic: used only when named")
    #expect(about.bands.first?.scaling == "4e-05 DN - 0.2")
    #expect(about.missing.first == "coastal (B1)")
    #expect(
      about.masks.filter(\.isDefault).map(\.name) == [
        "fill", "cloud", "dilated", "cirrus", "shadow",
      ])
    #expect(about.grid?.reference.code == "EPSG:32621")
  }
}

/// The text of what is thrown, or that nothing was.
func error(_ body: () throws -> some Any) -> String {
  do {
    _ = try body()
    return "nothing was thrown"
  } catch {
    return "\(error)"
  }
}
