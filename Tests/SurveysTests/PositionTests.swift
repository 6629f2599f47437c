import Foundation
import TestSupport
import Testing

@testable import Surveys

/// A catalogue with the positions that astropy makes of its units and texts
/// (Fixtures/make_fits.py).
struct PositionReference: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var typed: String
  var parts: [FITSParts]
  /// What a refusal says.
  var refused: String?
  var sky: [[Double]]?
  var testDescription: String { name }

  static let all: [PositionReference] = FixtureFile.read("catalogues")
}

/// Units of positions, and which table of a FITS file is read.
@Suite struct PositionTests {
  @Test func referencesAreThere() { #expect(PositionReference.all.count == 25) }

  @Test(arguments: PositionReference.all) func positionsAreRight(
    _ reference: PositionReference
  ) throws {
    let folder = try TemporaryFolder()
    let path = try FITSParts.write(reference.parts, to: folder.file("c.fits")) + reference.typed
    if let refused = reference.refused {
      #expect { try SourceList.read(path, columns: SourceColumns()) } throws: {
        "\($0)".contains(refused)
      }
      return
    }
    let sky = try SourceList.read(path, columns: SourceColumns()).map(\.sky)
    let wanted = reference.sky ?? []
    try #require(sky.count == wanted.count)
    for (found, wanted) in zip(sky, wanted) {
      let place = try #require(found)
      #expect(abs(place.ra - wanted[0]) < 1e-9 && abs(place.dec - wanted[1]) < 1e-9)
    }
  }

  static let units: [(String, AngleUnit?)] = [
    ("deg", .degrees), ("Degrees (J2000)", .degrees), ("\u{B0}", .degrees), ("\"d:m:s\"", .degrees),
    ("dd:mm:ss.s", .degrees), ("h", .hours), ("'h:m:s'", .hours), ("hh mm ss.ss", .hours),
    ("hourangle", .hours), ("hr", .hours), ("rad", .radians), ("Radians", .radians),
    ("arcmin", .arcminutes), ("arcsec", .arcseconds), ("mas", .milliarcseconds),
    ("uas", .microarcseconds), ("mm", nil), ("pixel", nil), ("s", nil), ("m", nil),
  ]

  @Test(arguments: units) func unitsAreRecognised(_ text: String, _ unit: AngleUnit?) {
    #expect(AngleUnit(text) == unit)
  }

  /// In a VOTable units are attributes.
  @Test func unitsOfVOTablesCount() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      <VOTABLE><RESOURCE><TABLE><FIELD name="ra" unit="rad" datatype="double"/>
      <FIELD name="dec" unit="arcsec" datatype="double"/><DATA><TABLEDATA>
      <TR><TD>1.5707963267948966</TD><TD>-36000</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE>
      </VOTABLE>
      """, to: "c.vot")
    let sky = try SourceList.read(path, columns: SourceColumns())[0].sky
    #expect(abs((sky?.ra ?? 0) - 90) < 1e-12 && abs((sky?.dec ?? 0) + 10) < 1e-12)
  }

  /// The unit that somebody gives goes before that of the column.
  @Test func hoursThatAreAskedForAreHours() throws {
    let reference = try #require(PositionReference.all.first { $0.name == "hourangle" })
    let folder = try TemporaryFolder()
    let path = try FITSParts.write(reference.parts, to: folder.file("c.fits"))
    let sky = try SourceList.read(path, columns: SourceColumns(inHours: true)).map(\.sky)
    #expect(abs((sky[1]?.ra ?? 0) - 150.123456789) < 1e-9)
  }
}
