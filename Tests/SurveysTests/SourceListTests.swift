import Foundation
import Rasters
import TestSupport
import Testing

@testable import Surveys

@Suite struct SourceListTests {
  private static func read(
    _ text: String, _ columns: SourceColumns = SourceColumns()
  ) throws -> [SurveySource] {
    let folder = try TemporaryFolder()
    return try SourceList.read(folder.write(text, to: "c.csv"), columns: columns)
  }

  /// Leading zeros, numbers beyond 2^53, quoted commas, the same one twice.
  @Test func keepsIdentifiers() throws {
    let sources = try Self.read(
      "objID,ra,dec\n007,1,2\n1237648720693755918,1,2\n\"a,\"\"b\"\"\",1,2\n007,3,4\n")
    #expect(sources.map(\.id) == ["007", "1237648720693755918", "a,\"b\"", "007"])
  }

  static let texts: [String] = [
    "ra,dec\n359.9999,-90\n00:00:30,+10:30:00\n",
    "RAJ2000;DEJ2000\n359.9999;-90\n00 00 30;+10 30 00\n",
    "ALPHA_J2000\tDELTA_J2000\r\n359.9999\t-90\r\n0h0m30s\t10d30m\r\n",
    "# %ECSV 1.0\n# ---\n\u{FEFF}RA|x|DEC\n359.9999|0|-90\n00:00:30|0|10:30:00\n",
  ]

  @Test(arguments: texts) func readsDelimitedText(_ text: String) throws {
    let sources = try Self.read(text.replacingOccurrences(of: "\u{FEFF}", with: ""))
    #expect(sources.map(\.id) == ["1", "2"])
    #expect(sources[0].sky == SkyPosition(ra: 359.9999, dec: -90))
    #expect(abs((sources[1].sky?.ra ?? 0) - 0.125) < 1e-12 && sources[1].sky?.dec == 10.5)
  }

  @Test func rowsWithoutPositionStay() throws {
    let sources = try Self.read("id,ra,dec\na,nan,2\nb,,\nc,400,1\nd,1,-91\ne,5,5\n")
    #expect(sources.map { $0.sky != nil } == [false, false, false, false, true])
  }

  @Test func takesHoursAndOtherOrigins() throws {
    let hours = SourceColumns(names: [.ra: "r", .dec: "d"], inHours: true)
    #expect(try Self.read("r,d\n1.5,2\n", hours)[0].sky == SkyPosition(ra: 22.5, dec: 2))
    let zero = SourceColumns(pixelOrigin: 0)
    #expect(try Self.read("x,y\n0,4.5\n", zero)[0].place == ImagePosition(x: 1, y: 5.5))
  }

  /// A column that is named for the sky is none of pixels; one coordinate needs the other.
  @Test func namedColumnsAreTaken() throws {
    let sky = SourceColumns(names: [.ra: "x", .dec: "y"])
    let sources = try Self.read("id,x,y\na,15,20\n", sky)
    #expect(sources == [SurveySource(id: "a", sky: SkyPosition(ra: 15, dec: 20))])
    let text = "ra,dec,px,py\n1,2,3,4\n"
    let both = try Self.read(text, SourceColumns(names: [.x: "px", .y: "py"]))[0]
    #expect(both.sky != nil && both.place == ImagePosition(x: 3, y: 4))
  }

  @Test(arguments: [
    ([SourceColumns.Role.ra: "x"], "catalogue.columns.ra needs catalogue.columns.dec"),
    ([.dec: "y"], "catalogue.columns.dec needs catalogue.columns.ra"),
    ([.x: "a"], "catalogue.columns.x needs catalogue.columns.y"),
  ])
  func oneCoordinateNeedsTheOther(
    _ names: [SourceColumns.Role: String], _ says: String
  ) {
    let text = names[.x] == nil ? "id,x,y\na,15,20\n" : "a,ra,dec\n1,2,3\n"
    #expect { try Self.read(text, SourceColumns(names: names)) } throws: {
      "\($0)".contains(says)
    }
  }

  static let broken: [(String, String)] = [
    ("a,b\n1,2\n", "catalogue.columns.ra"), ("ra,dec\n1,2\n3\n", "line 3 has 1 fields"),
    ("ra,dec\n\"1,2\n", "never closed"), ("ra,dec\n", "has no rows"), ("# x\n", "no row of column"),
    ("<VOTABLE><FIELD name='ra'/><BINARY><STREAM href='a'/></BINARY></VOTABLE>", "TABLEDATA"),
    ("<VOTABLE><FIELD name='ra'/><FIELD name='dec'/><TABLEDATA><TR><TD>1</TD></TR>", "row of 1"),
    ("<VOTABLE><FIELD name='ra'/><FIELD name='dec'/><TABLEDATA><TR>", "has no end"),
  ]

  @Test(arguments: broken) func saysWhatIsWrong(_ text: String, _ says: String) {
    #expect { try Self.read(text) } throws: { "\($0)".contains(says) && !"\($0)".contains("\n") }
  }

  @Test func suggestsColumns() {
    let columns = SourceColumns(names: [.ra: "alpa"])
    #expect { try Self.read("alpha,dec\n1,2\n", columns) } throws: {
      "\($0)".contains("did you mean 'alpha'?")
    }
  }

  @Test func readsVOTables() throws {
    let sources = try Self.read(
      """
      <?xml version="1.0"?>
      <!DOCTYPE x [<!ENTITY e "boom">]>
      <v:VOTABLE xmlns:v="x"><v:RESOURCE><v:TABLE><!-- <FIELD name="no"/> -->
      <v:FIELD ID="c1" name="ra" unit="hourangle" datatype="double"/><v:FIELD name="dec"/>
      <v:FIELD name='source_id' datatype="long"/><v:DATA><v:TABLEDATA>
      <v:TR><v:TD>1.5</v:TD><v:TD> -2 </v:TD><v:TD>00&lt;&#65;&e;<![CDATA[&amp;]]></v:TD></v:TR>
      <v:TR><v:TD/><v:TD>3</v:TD><v:TD></v:TD></v:TR>
      </v:TABLEDATA></v:DATA></v:TABLE></v:RESOURCE></v:VOTABLE>
      """)
    #expect(sources[0] == SurveySource(id: "00<A&e;&amp;", sky: SkyPosition(ra: 22.5, dec: -2)))
    #expect(sources[1] == SurveySource(id: "2"))
  }

  /// Rows in base64 as astropy writes them (Fixtures/make_votable.py).
  @Test(arguments: ["binary", "binary2"]) func readsBinaryVOTables(_ name: String) throws {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "vot", subdirectory: "Fixtures"))
    let reader = try CatalogueFile.open(url.path)
    #expect(reader.columns.map(\.name).prefix(3) == ["name", "label", "source_id"])
    var rows: [[String?]] = []
    try reader.forEachRow(Array(0..<9)) { rows.append($0) }
    #expect(
      rows == [
        [
          "007", "\u{E9}toile", "1237648720693755918", "10.123456789012344", "-1.5", "3", "-7",
          "200", "true",
        ],
        ["NGC 1", nil, "-5", "359.9999", "2.0", nil, "0", "0", "false"],
        [nil, "x", "9223372036854775807", nil, "90.0", "7", "32767", "1", "true"],
      ])
    #expect(throws: Failure.self) { try reader.forEachRow([9]) { _ in } }
    let sources = try SourceList.read(
      url.path, columns: SourceColumns(names: [.id: "source_id"]))
    #expect(sources[1] == SurveySource(id: "-5", sky: SkyPosition(ra: 359.9999, dec: 2)))
  }

  @Test(arguments: [
    ("AAAA=AAA", "no base64"), ("AAAAAAAA", "cut short"), ("\u{E9}", "no base64"),
    ("/////w==", "cell of"),
  ])
  func brokenBinaryIsRefused(_ stream: String, _ says: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      <?xml version="1.0"?><VOTABLE><RESOURCE><TABLE><FIELD name="id" datatype="char"
      arraysize="*"/><FIELD name="x" datatype="double"/><FIELD name="y" datatype="double"/>
      <DATA><BINARY><STREAM encoding="base64">\(stream)</STREAM></BINARY></DATA></TABLE>
      </RESOURCE></VOTABLE>
      """, to: "b.vot")
    #expect {
      try SourceList.read(path, columns: SourceColumns())
    } throws: { "\($0)".contains(says) }
  }

  /// What the table writer writes is what the reader reads.
  @Test func fitsTablesComeBack() throws {
    let folder = try TemporaryFolder()
    let numbers = [1_237_648_720_693_755_918, -5, 0]
    let names = ["007", "\u{E9}toile", ""]
    let places = [10.123456789012345, .nan, 359.9999]
    let table = CatalogueTable(
      [
        .init("SOURCE_ID", .int64, "n"),
        .init("RA", .double, unit: "deg", decimals: 9, "ra"),
        .init("DEC", .double, unit: "deg", decimals: 9, "dec"),
        .init("NAME", .string(width: CatalogueColumn.width(of: names)), "name"),
      ], rowCount: 3
    ) { row in
      [
        .integer(numbers[row]), .real(places[row]), .real([-1, 2, 3][row]), .text(names[row]),
      ]
    }
    try table.write(to: [folder.file("t.fits")])
    let sources = try SourceList.read(folder.file("t.fits"), columns: SourceColumns())
    #expect(sources.map(\.id) == numbers.map(String.init))
    #expect(sources[0].sky == SkyPosition(ra: 10.123456789012345, dec: -1))
    #expect(sources[1].sky == nil)
    let named = try SourceList.read(
      folder.file("t.fits"), columns: SourceColumns(names: [.id: "name"]))
    #expect(named.map(\.id) == ["007", "\\u{e9}toile", "3"])
    try table.write(to: [folder.file("t.csv")])
    let text = try SourceList.read(
      folder.file("t.csv"), columns: SourceColumns(names: [.id: "name"]))
    #expect(text.map(\.id) == ["007", "\u{E9}toile", "3"])
    #expect(text[0].sky == SkyPosition(ra: 10.123456789, dec: -1))
  }
}
