import Foundation
import RasterIO
import Rasters
import Testing

@testable import Products

@Suite struct AsterMetadataTests {
  @Test func namesSayWhatAFileIs() throws {
    let name = try #require(AsterName("a/AST_L1T_00305032000040446_20150409135350_78838.hdf"))
    #expect(name.granule == "AST_L1T_00305032000040446_20150409135350_78838")
    #expect((name.date, name.time) == ("2000-05-03", "04:04:46"))
    #expect((name.kind, name.part) == (.l1t, .hdf))
    let stem = "AST_07XT_00409282006074522_20250531042133"
    let parts: [(String, AsterName.Part)] = [
      ("_SRF_VNIR_B01.tif", .band("1")), ("_SRF_VNIR_B03N.tif", .band("3N")),
      ("_SRF_SWIR_B09.tiff", .band("9")), ("_SRF_VNIR_QA_DataPlane.tif", .other),
      (".hdf.xml", .metadata), (".cmr.json", .metadata), ("_VNIR.tif", .telescope(.vnir)),
      ("_V.tif", .picture), ("_QA.txt", .other), ("_BR.hdf", .other), ("_VNIR_B03B.tif", .other),
      (".SurfaceReflectanceVNIR.Band3N.tif", .band("3N")), ("-TIR.tif", .telescope(.tir)),
    ]
    for (ending, part) in parts { #expect(AsterName(stem + ending)?.part == part) }
    #expect(AsterName("AST_08_00307062019032327_20211109202424_8804_SKT.tif")?.part == .temperature)
    for other in ["AST_L1B_00305032000040446_20150409135350_78838.hdf", "AST_L1T.hdf", "x.tif", ""]
    {
      #expect(AsterName(other) == nil)
    }
  }

  @Test func metadataOfEveryFormSaySame() throws {
    let xml = """
      <G><CalendarDate>2000-05-03</CalendarDate><PSA><PSAName>ASTERGains</PSAName>
      <PSAValue>01 HGH, 02 OFF, 3N NOR</PSAValue></PSA><PSA><PSAName>Solar_Elevation_Angle</PSAName>
      <PSAValue>75.83</PSAValue></PSA></G>
      """
    let met = """
      OBJECT = ADDITIONALATTRIBUTENAME
      CLASS = "1"
      VALUE = "ASTERGains"
      END_OBJECT = ADDITIONALATTRIBUTENAME
      OBJECT = PARAMETERVALUE
      VALUE = "01 HGH, 02 OFF, 3N NOR"
      END_OBJECT = PARAMETERVALUE
      OBJECT = ADDITIONALATTRIBUTENAME
      VALUE = "Solar_Elevation_Angle"
      END_OBJECT = ADDITIONALATTRIBUTENAME
      OBJECT = PARAMETERVALUE
      VALUE = "75.83"
      """
    let json = """
      {"AdditionalAttributes": [{"Name": "ASTERGains", "Values": ["01 HGH, 02 OFF, 3N NOR"]},
      {"Name": "Solar_Elevation_Angle", "Values": ["75.83"]}], "Other": 1}
      """
    let hdf: [AsterMetadataText.Pair] = [
      ("GAIN.1", "01, HGH"), ("GAIN.2", "02, OFF"), ("GAIN", "3N, NOR"),
      ("SOLARDIRECTION", "86.1, 75.83"),
    ]
    let sources = try [("a.hdf.xml", xml), ("a.met", met), ("a.cmr.json", json)].map {
      try AsterMetadataText.pairs(Array($1.utf8), name: $0)
    }
    let name = try #require(AsterName(MiniAster.l1t + ".hdf"))
    for source in sources + [hdf] {
      let metadata = AsterMetadata(name: name, sources: [source])
      #expect(metadata.gains == ["1": "HGH", "2": "OFF", "3N": "NOR"])
      #expect(try metadata.sunElevation() == 75.83)
      #expect(metadata.date == "2000-05-03")
    }
  }

  @Test func damagedMetadataDoNoHarm() throws {
    #expect(AsterMetadataText.xml("<a><b>1</c></b><PSAValue>x</PSAValue><").isEmpty)
    #expect(XMLLeaves.of("<a>&lt;1 &amp;amp;</a>").map(\.value) == ["<1 &amp;"])
    #expect(AsterMetadataText.odl("VALUE\nOBJECT = \nVALUE = 1").count <= 1)
    #expect(throws: Failure.self) { try AsterMetadataText.pairs([1, 2], name: "a.cmr.json") }
    let name = try #require(AsterName(MiniAster.l1t + ".hdf"))
    let bad = AsterMetadata(name: name, sources: [[("SOLARDIRECTION", "1, up")]])
    #expect(throws: Failure.self) { try bad.sunElevation() }
  }

  /// The extent of the real granule AST_L1T_00305032000040446: 83880 m over
  /// 5593, 2797 and 933 pixels.
  @Test(arguments: [(5593, 15.0), (2797, 30), (933, 90)])
  func cornersAreMiddlesOfPixels(_ width: Int, _ pixel: Double) throws {
    let corners = AsterMetadata.Corners(
      upperLeft: (252_000, 1_744_560), upperRight: (335_880, 1_744_560),
      lowerLeft: (252_000, 1_744_560 - 83_880))
    let grid = Grid(width: width, height: width)
    let transform = try #require(AsterPlacement.transform(corners, grid, pixel: pixel))
    #expect(transform.columnX == pixel)
    #expect(transform.originX == 252_000 - pixel / 2)
    #expect(transform.originY == 1_744_560 + pixel / 2)
    #expect(AsterPlacement.transform(corners, Grid(width: 40, height: 40), pixel: pixel) == nil)
    #expect(AsterPlacement.transform(corners, Grid(width: 1, height: 1), pixel: pixel) == nil)
  }

  @Test(
    .enabled(if: RealData.has("aster_metadata"), "no real metadata: set FACIES_TEST_DATA"))
  func realMetadataAreRead() throws {
    let full = try real("AST_L1T_00305032000040446_20150409135350_78838")
    #expect(full.gains.count == 9)
    #expect(full.gains["3N"] == "NOR")
    #expect(try full.sunElevation() == 75.830363)
    #expect(full.acquired == "2000-05-03T04:04:46Z")
    #expect(try full.zone() == 48)
    #expect(AsterBand.all.allSatisfy { full.absence(of: $0) == nil })
    let thermal = try real("AST_L1T_00303042000203404_20150409092553_2788")
    #expect(AsterBand.all.filter { thermal.absence(of: $0) == nil }.count == 5)
    #expect(try thermal.isNight() == false)
  }

  private func real(_ granule: String) throws -> AsterMetadata {
    let path = RealData.path("aster_metadata/\(granule).hdf.xml")
    let bytes = try VirtualFiles.read(path, limit: AsterMetadataText.largestFile)
    let name = try #require(AsterName(path))
    return AsterMetadata(
      name: name, sources: [try AsterMetadataText.pairs(bytes, name: path)])
  }
}
