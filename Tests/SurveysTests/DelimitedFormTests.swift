import Foundation
import TestSupport
import Testing

@testable import Surveys

/// How tables of text are laid out.
@Suite struct DelimitedFormTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func table(_ bytes: [UInt8], _ name: String = "t.csv") throws -> DelimitedTable {
    let path = folder.file(name)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return try #require(CatalogueFile.open(path) as? DelimitedTable)
  }

  private func rows(_ table: DelimitedTable) throws -> [[String?]] {
    var out: [[String?]] = []
    try table.forEachRow(Array(table.columns.indices)) { out.append($0) }
    return out
  }

  static let forms: [(String, String)] = [
    ("commas", "id,ra,dec\n007,10.5,-1\nb,20,2\n"),
    ("BOM, CRLF and empty lines", "\u{feff}id,ra,dec\r\n\r\n007,10.5,-1\r\nb,20,2\r\n\r\n"),
    ("CR", "id,ra,dec\r007,10.5,-1\rb,20,2\r"),
    ("semicolons", "id;ra;dec\n007;10.5;-1\nb;20;2\n"),
    ("Excel's first line", "sep=;\r\nid;ra;dec\r\n007;10.5;-1\r\nb;20;2\r\n"),
    ("bars", "id|ra|dec\n---|---|---\n007|10.5|-1\nb|20|2\n"),
    (
      "a table of a terminal",
      " id  |  ra  | dec \n-----+------+-----\n 007 | 10.5 |  -1\n b   |   20 |   2\n"
    ),
    ("tabs", "id\tra\tdec\n007\t10.5\t-1\nb\t20\t2"),
    ("blanks", "id ra   dec\n007 10.5  -1\n b   20   2\n"),
    ("names in a comment", "# made by hand\n#id,ra,dec\n007,10.5,-1\nb,20,2\n"),
    ("names in a comment, blanks", "#  id  ra dec\n007 10.5 -1\nb 20 2\n"),
    ("quoted names", "\"id\",\"ra\",\"dec\"\n\"007\",\"10.5\",\"-1\"\nb,20,2\n"),
    ("ECSV of commas", "# %ECSV 1.0\n# ---\n# delimiter: ','\nid,ra,dec\n007,10.5,-1\nb,20,2\n"),
    (
      "VizieR",
      "#RESOURCE=x\n#Name: y\n\nid\tra\tdec\n \tdeg\tdeg\n---\t-----\t----\n007\t10.5\t-1\nb\t20\t2\n\n"
    ),
    ("units below the names", "id,ra,dec\n,deg,deg\n007,10.5,-1\nb,20,2\n"),
  ]

  @Test(arguments: forms) func formsAreToldApart(_ name: String, _ text: String) throws {
    let table = try table(Array(text.utf8))
    #expect(table.columns.map(\.name) == ["id", "ra", "dec"], "\(name)")
    #expect(try rows(table) == [["007", "10.5", "-1"], ["b", "20", "2"]], "\(name)")
    let hasUnits = name == "VizieR" || name.hasPrefix("units")
    #expect(table.columns[1].unit == (hasUnits ? "deg" : nil), "\(name)")
  }

  /// Every text in UTF-16 of both orders, with and without its mark, and packed.
  @Test func encodingsAndPackings() throws {
    let text = "id,ra,dec\n\u{e9}\u{1f30c},10.5,-1\n" + String(repeating: "b,20,2\n", count: 3)
    let expected: [[String?]] =
      [["\u{e9}\u{1f30c}", "10.5", "-1"]] + [[String?]](repeating: ["b", "20", "2"], count: 3)
    for isBig in [true, false] {
      for mark in [[UInt16(0xfeff)], []] {
        let bytes = (mark + Array(text.utf16)).flatMap {
          isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
        }
        #expect(try rows(table(bytes)) == expected)
      }
    }
    // Latin 1.
    #expect(
      try rows(table(Array("id,ra\n\u{e9},1\n".unicodeScalars.map { UInt8($0.value) }))) == [
        ["\u{e9}", "1"]
      ])
    for (packer, name) in [("gzip", "p.csv.gz"), ("bzip2", "p.csv.bz2")] {
      let plain = try folder.write(text, to: "p.csv")
      guard try BuiltCommand.shell("\(packer) -c '\(plain)' > '\(folder.file(name))'").isSuccess
      else { continue }
      let table = try #require(CatalogueFile.open(folder.file(name)) as? DelimitedTable)
      #expect(try rows(table) == expected, "\(packer)")
    }
  }

  @Test(arguments: [
    ([0x50, 0x4b, 3, 4, 0, 0], "a zip archive"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "packed by xz"),
    ([0xff, 0xfe, 0, 0, 65, 0, 0, 0], "UTF-32"), ([65, 66, 0, 67, 10], "is no text"),
    (Array("%PDF-1.4".utf8), "a PDF"), (Array("# id\n#1\n".utf8), "begin with #"),
  ])
  func whatIsNoTableIsRefused(_ bytes: [UInt8], _ says: String) {
    #expect { try table(bytes) } throws: { "\($0)".contains(says) }
  }

  @Test func rowsWithoutNames() throws {
    let form = try DelimitedForm(path: folder.write("0.5,1,2\n3,4,5\n", to: "a"), name: "a")
    #expect(form.names == ["col1", "col2", "col3"] && form.recordsBefore == 0)
    #expect(form.notes.count == 1)
    // Names that are numbers count upwards.
    let named = try DelimitedForm(path: folder.write(",0,1\n7,4,5\n", to: "b"), name: "b")
    #expect(named.names == ["", "0", "1"] && named.recordsBefore == 1 && named.notes.count == 1)
    let commas = try DelimitedForm(path: folder.write("0,5;1,5\n3,2;4,1\n", to: "c"), name: "c")
    #expect(commas.layout.separator == .sign(59) && commas.names.count == 2)
    let units = try DelimitedForm(
      path: folder.write("RA [deg],x (J2000)\n1,2\n", to: "d"), name: "d")
    #expect(units.units == ["deg", nil])
  }

  @Test func aSecondTableIsRefused() throws {
    let text = "id\tra\n---\t---\n1\t2\nid\tra\n---\t---\n3\t4\n"
    #expect { try rows(table(Array(text.utf8))) } throws: { "\($0)".contains("another table") }
  }

  @Test func hashesAreSaid() throws {
    let table = try table(Array("# x\nid,ra,dec\n#1,10,20\n#2,10,20\n# old,1,2\n3,1,2\n".utf8))
    #expect(try rows(table).map { $0[0] } == ["#1", "#2", "3"])
    #expect(table.notes.count == 2 && table.notes[0].hasPrefix("2 lines of"))
    // Between blanks, # is a comment; that rows are passed over is said.
    let blanks = try self.table(Array("id ra\n#1 10\n2 20\n".utf8))
    #expect(try rows(blanks).map { $0[0] } == ["2"] && blanks.notes.count == 1)
  }

  @Test func aThousandColumns() throws {
    let names = (0..<1000).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<1000).map { "\($0)" }.joined(separator: ",")
    let table = try table(Array("\(names)\n\(row)\n".utf8))
    var last: [String?] = []
    try table.forEachRow([0, 999]) { last = $0 }
    #expect(table.columns.count == 1000 && last == ["0", "999"])
  }
}

/// Tables of astropy (Fixtures/make_tables.py), read as astropy reads them.
@Suite struct TableReferenceTests {
  private struct Reference: Decodable {
    var columns: [String: [String?]] = [:]
    var tables: [String: [String: [String?]]] = [:]

    init(from decoder: any Decoder) throws {
      let all = try decoder.container(keyedBy: Key.self)
      for key in all.allKeys {
        if let table = try? all.decode([String: [String?]].self, forKey: key) {
          tables[key.stringValue] = table
        } else {
          columns[key.stringValue] = try all.decode([String?].self, forKey: key)
        }
      }
    }

    struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
  }

  private let folder: URL
  private let reference: Reference

  init() throws {
    folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    reference = try JSONDecoder().decode(
      Reference.self, from: Data(contentsOf: folder.appendingPathComponent("tables.json")))
  }

  private func values(_ reader: any CatalogueReader, _ name: String) throws -> [String?] {
    let column = try #require(reader.columns.firstIndex { $0.name == name })
    var out: [String?] = []
    try reader.forEachRow([column]) { out.append($0[0]) }
    return out
  }

  @Test func columnsOfFITS() throws {
    let reader = try CatalogueFile.open(folder.appendingPathComponent("columns.fits").path)
    #expect(reference.columns.count == 15)
    for (name, expected) in reference.columns {
      let found = try values(reader, name)
      #expect(found == expected, "\(name)")
    }
    for name in ["VECTOR", "FLAGS", "LIST", "TEXTS"] {
      #expect { try values(reader, name) } throws: { "\($0)".contains("more than one value") }
    }
    #expect { try values(reader, "COMPLEX") } throws: { "\($0)".contains("is complex") }
  }

  @Test(arguments: ["catalogue.ecsv", "sextractor.cat"]) func tablesOfText(_ file: String) throws {
    let reader = try CatalogueFile.open(folder.appendingPathComponent(file).path)
    let expected = try #require(reference.tables[file])
    #expect(Set(reader.columns.map(\.name)) == Set(expected.keys))
    for (name, expected) in expected {
      let found = try values(reader, name)
      #expect(found.map { Double($0 ?? "") } == expected.map { Double($0 ?? "") }, "\(name)")
      #expect(found.map { $0 == nil } == expected.map { $0 == nil }, "\(name)")
    }
    let units = Dictionary(
      reader.columns.map { ($0.name, $0.unit) }, uniquingKeysWith: { a, _ in a })
    #expect(
      units[file == "sextractor.cat" ? "X_IMAGE" : "ra"]
        == (file == "sextractor.cat" ? "pixel" : "deg"))
  }
}

/// What places in pixels count from.
@Suite struct PixelOriginTests {
  private func load(_ text: String, _ columns: SourceColumns = SourceColumns()) throws
    -> SourceReading
  {
    let folder = try TemporaryFolder()
    return try SourceList.load(folder.write(text, to: "c.csv"), columns: columns)
  }

  @Test(
    arguments: PixelOrigin.pairs.map { ($0.x, $0.y, $0.origin) } + [
      ("XCENTER", "YCENTER", 1), ("X_IMAGE", "Y_IMAGE", 1),
    ])
  func namesSayIt(_ x: String, _ y: String, _ origin: Int) throws {
    let reading = try load("id,\(x),\(y)\n1,10,20.5\n")
    #expect(
      reading.sources[0].place == ImagePosition(x: Double(11 - origin), y: 21.5 - Double(origin)))
    #expect(
      reading.pixelNotes.count == 1 && reading.pixelNotes[0].contains("first pixel \(origin)"))
  }

  @Test func whatIsSaidGoesFirst() throws {
    let said = try load("xcentroid,ycentroid\n1,2\n", SourceColumns(pixelOrigin: 1))
    #expect(said.sources[0].place == ImagePosition(x: 1, y: 2) && said.pixelNotes.isEmpty)
    // Names that somebody gave say it too.
    let named = try load(
      "x,y,xcentroid,ycentroid\n5,6,1,2\n",
      SourceColumns(names: [.x: "xcentroid", .y: "ycentroid"]))
    #expect(named.sources[0].place == ImagePosition(x: 2, y: 3))
    #expect { try load("x,ycentroid\n1,2\n", SourceColumns(names: [.y: "ycentroid"])) } throws: {
      "\($0)".contains("same origin")
    }
  }

  @Test func columnsThatAreDoubled() throws {
    #expect { try load("ra,dec,ra\n1,2,3\n") } throws: { "\($0)".contains("are called 'ra'") }
    #expect { try load("RA,dec,ra\n1,2,3\n") } throws: { "\($0)".contains("may both be meant") }
    let named = try load("RA,dec,ra\n1,2,3\n", SourceColumns(names: [.ra: "ra"]))
    #expect(named.sources[0].sky == SkyPosition(ra: 3, dec: 2))
    // Others may be.
    #expect(try load("ra,dec,a,a\n1,2,3,3\n").sources[0].sky == SkyPosition(ra: 1, dec: 2))
  }

  @Test func decimalCommas() throws {
    let reading = try load("id;ra;dec;x;y\n1,5;10,25;-2,5;3,5;4\n2;00:42:44,5;+1 30 00;1.234,5;4\n")
    #expect(reading.sources[0].id == "1,5")
    #expect(reading.sources[0].sky == SkyPosition(ra: 10.25, dec: -2.5))
    #expect(reading.sources[0].place == ImagePosition(x: 3.5, y: 4))
    #expect(abs((reading.sources[1].sky?.ra ?? 0) - 10.6854166667) < 1e-9)
    #expect(reading.sources[1].place == nil)
  }
}
