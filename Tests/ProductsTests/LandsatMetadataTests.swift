import Foundation
import Rasters
import Testing

@testable import Products

/// What is wrong with an MTL, and what is said about it.
@Suite struct LandsatMetadataTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var find: String
    var put: String
    /// After the name of the file.
    var message: String
  }

  static let cases: [Case] = [
    Case(
      testDescription: "no sun", find: "    SUN_ELEVATION = 30.0\n", put: "",
      message: " gives no SUN_ELEVATION, which reflectance needs"),
    Case(
      testDescription: "sun is no number", find: "SUN_ELEVATION = 30.0", put: "SUN_ELEVATION = up",
      message: ": SUN_ELEVATION = 'up' is not a number"),
    Case(
      testDescription: "no gain", find: "REFLECTANCE_MULT_BAND_4", put: "OTHER",
      message: " gives no REFLECTANCE_MULT_BAND_4"),
    Case(
      testDescription: "no offset", find: "REFLECTANCE_ADD_BAND_4", put: "OTHER",
      message: " gives no REFLECTANCE_ADD_BAND_4"),
    Case(
      testDescription: "gain 0", find: "REFLECTANCE_MULT_BAND_4 = 2.0000E-05",
      put: "REFLECTANCE_MULT_BAND_4 = 0", message: ": REFLECTANCE_MULT_BAND_4 is 0"),
    Case(
      testDescription: "infinite gain", find: "REFLECTANCE_MULT_BAND_4 = 2.0000E-05",
      put: "REFLECTANCE_MULT_BAND_4 = 1e400",
      message: ": REFLECTANCE_MULT_BAND_4 = '1e400' is not a number"),
    Case(
      testDescription: "no reflectance at all", find: "REFLECTANCE_MULT", put: "REFLECT_MULT",
      message: " gives no REFLECTANCE_MULT_BAND_2, as a Landsat 8 or 9 MTL must"),
    Case(
      testDescription: "cut off", find: "\nEND\n", put: "\n",
      message: " has no END line: the file is cut off"),
    Case(
      testDescription: "unknown satellite", find: "LANDSAT_8", put: "SPOT_5",
      message: ": 'SPOT_5' with 'OLI_TIRS' is not a Landsat instrument that is known"),
    Case(
      testDescription: "unknown level", find: "\"L1TP\"", put: "\"L3\"",
      message: ": the processing level 'L3' is not known (L1… or L2…)"),
    Case(
      testDescription: "unknown collection", find: "COLLECTION_NUMBER = 02",
      put: "COLLECTION_NUMBER = 03",
      message: ": Landsat Collection 3.0 is not known (1 or 2)"),
    Case(
      testDescription: "no satellite", find: "SPACECRAFT_ID", put: "CRAFT",
      message: " gives no SPACECRAFT_ID: not the MTL of a Landsat product"),
    Case(
      testDescription: "a line of prose", find: "GROUP = LANDSAT_METADATA_FILE\n",
      put: "GROUP = LANDSAT_METADATA_FILE\nhello there\n",
      message: ", line 2: 'hello there' is not KEY = VALUE"),
    Case(
      testDescription: "open quotation", find: "\"OLI_TIRS\"", put: "\"OLI_TIRS",
      message: ", line 21: a quotation mark is not closed"),
    Case(
      testDescription: "wrong end", find: "END_GROUP = PRODUCT_CONTENTS", put: "END_GROUP = OTHER",
      message: ", line 18: END_GROUP = OTHER closes no such GROUP"),
    Case(
      testDescription: "contradiction", find: "SUN_ELEVATION = 30.0\n",
      put: "SUN_ELEVATION = 30.0\n    SUN_ELEVATION = 31.0\n",
      message: ", line 25: SUN_ELEVATION is given twice, as 30.0 and 31.0"),
    Case(
      testDescription: "control characters", find: "13:53:06", put: "\u{1}",
      message: ", line 23: not the text of an MTL"),
  ]

  @Test(arguments: cases)
  func broken(_ broken: Case) throws {
    let folder = try TemporaryFolder()
    let mtl = MiniLandsat.l1MTL.replacingOccurrences(of: broken.find, with: broken.put)
    #expect(mtl != MiniLandsat.l1MTL)
    try MiniLandsat.write(MiniLandsat.l1, mtl: mtl, bands: ["B4"], to: folder)
    let message = error { try ProductCatalogue.open(.init(path: folder.path)) }
    #expect(message == "'\(MiniLandsat.l1)_MTL.txt' in '\(folder.path)'" + broken.message)
  }

  @Test func bombsAreBounded() {
    let deep = String(repeating: "GROUP = A\n", count: 100_000)
    #expect(throws: Failure("x, line 9: GROUPs are nested more than 8 deep")) {
      try ODLText(Array(deep.utf8), shown: "x")
    }
    let long = String(repeating: "\n", count: 50_000)
    #expect(throws: Failure("x has more than 20000 lines, which no MTL has")) {
      try ODLText(Array(long.utf8), shown: "x")
    }
    #expect(throws: Failure("x, line 1: not the text of an MTL")) {
      try ODLText([UInt8](repeating: 65, count: 100_000), shown: "x")
    }
  }

  @Test func hugeFilesAreRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "A = B\n", count: 1_000_000), "x_MTL.txt")
    let message = error { try ProductCatalogue.open(.init(path: folder.path)) }
    #expect(message.contains("is larger than 4194304 bytes"))
  }

  @Test func paddingAfterTheEndIsNotRead() throws {
    let text = MiniLandsat.l1MTL + "\u{0}\u{0} \u{1} garbage = \n GROUP"
    #expect(try ODLText(Array(text.utf8), shown: "x").groups.count > 4)
  }

  @Test func bandNamesCannotLeaveTheFolder() throws {
    let folder = try TemporaryFolder()
    let mtl = MiniLandsat.l1MTL.replacingOccurrences(
      of: "\"\(MiniLandsat.l1)_B4.TIF\"", with: "\"../../../etc/passwd\"")
    try MiniLandsat.write(MiniLandsat.l1, mtl: mtl, bands: ["B5"], to: folder)
    let stack = try ProductCatalogue.open(.init(path: folder.path))
    #expect(stack.bands.map(\.name) == ["nir"])
  }

  /// The formula against the value that USGS states for 7 July 2013.
  @Test func distanceToTheSun() throws {
    let mtl = MiniLandsat.l7MTL.replacingOccurrences(of: "2001-07-30", with: "2013-07-07")
    let distance = try LandsatMetadata(ODLText(Array(mtl.utf8), shown: "x")).sunDistance()
    #expect(abs(try #require(distance) - 1.0166988) < 5e-4)
  }
}
