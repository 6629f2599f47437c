import Foundation
import Rasters
import TestSupport
import Testing

@testable import Surveys

struct CatalogueWriterTests {
  static let columns: [CatalogueColumn] = [
    .init("id", .string(width: 24), ucd: "meta.id;meta.main", "identifier, as it came"),
    .init("object", .int64, ucd: "meta.id", null: -1, "number of the survey"),
    .init("ra", .double, unit: "deg", ucd: "pos.eq.ra;meta.main", decimals: 9, "right ascension"),
    .init("dec", .double, unit: "deg", ucd: "pos.eq.dec;meta.main", decimals: 9, "declination"),
    .init("group", .int32, ucd: "meta.code.class", null: 0, "group; 0 is none"),
    .init("agreement", .float, ucd: "stat.probability", "share of votes"),
    .init("completed", .boolean, ucd: "meta.code", "not voted"),
    .init(
      "flux", .double, ucd: "phot.flux",
      "sum of the values above the background, of all pixels of the segment that are not masked"),
  ]

  static let rows: [[CatalogueValue]] = [
    [
      .text("007"), .integer(1_237_648_720_693_755_918), .real(10.123456789012345), .real(-1),
      .integer(3), .real(0.1), .boolean(true), .real(1e300),
    ],
    [
      .text("\u{E9}toile <&>\u{1}"), .none, .none, .none, .none, .none, .none, .real(.infinity),
    ],
    [
      .text("a,\"b\""), .integer(.max), .real(359.9999999999), .real(90), .integer(1),
      .real(.nan), .boolean(false), .real(-0.1),
    ],
  ]

  static func write(_ names: [String], in folder: TemporaryFolder) throws -> [String] {
    let paths = names.map(folder.file)
    let writer = try CatalogueWriter(
      paths, columns: columns, sky: CatalogueSky(system: "FK5", equinox: 2000))
    for row in rows { try writer.write([row]) }
    #expect(paths.allSatisfy { !FileManager.default.fileExists(atPath: $0) })
    try writer.finish()
    #expect(writer.rowCount == 3)
    return paths
  }

  @Test func textIsExact() throws {
    let folder = try TemporaryFolder()
    let path = try Self.write(["c.csv"], in: folder)[0]
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == #"""
        id,object,ra,dec,group,agreement,completed,flux
        007,1237648720693755918,10.123456789,-1.000000000,3,0.1,true,1e+300
        \#u{E9}toile <&>\#u{1},,,,,,,Inf
        "a,""b""",9223372036854775807,360.000000000,90.000000000,1,,false,-0.1

        """#)
  }

  /// Every format says the same when it is read again; FITS in ASCII.
  @Test(arguments: ["c.csv", "c.fits", "c.vot", "c.gpkg"])
  func valuesComeBack(_ name: String) throws {
    let folder = try TemporaryFolder()
    let reader = try CatalogueFile.open(try Self.write([name], in: folder)[0])
    let names = reader.columns.map(\.name)
    let chosen = try ["id", "object", "ra", "group", "flux"].map {
      try #require(names.firstIndex(of: $0))
    }
    var rows: [[String?]] = []
    try reader.forEachRow(chosen) { rows.append($0) }
    try #require(rows.count == 3)
    #expect(rows[0][0] == "007" && rows[0][1] == "1237648720693755918" && rows[0][3] == "3")
    let ra = name == "c.fits" ? 10.123456789012345 : 10.123456789
    #expect(abs((Double(rows[0][2] ?? "") ?? 0) - ra) < (name == "c.gpkg" ? 1e-9 : 1e-15))
    let odd = "\u{E9}toile <&>"
    #expect(
      rows[1][0]
        == [
          "c.csv": odd + "\u{1}", "c.gpkg": odd + "\u{1}", "c.vot": odd + "\\u{1}",
          "c.fits": "\\u{e9}toile <&>\\u{1}",
        ][name])
    #expect(rows[1][2] == nil || rows[1][2] == "NaN")
    #expect(rows[2][0] == "a,\"b\"" && rows[2][1] == "9223372036854775807")
    #expect(Double(rows[2][4] ?? "") == -0.1)
  }

  @Test func voTableSaysWhatColumnsAre() throws {
    let folder = try TemporaryFolder()
    let text = try String(
      contentsOfFile: try Self.write(["c.vot"], in: folder)[0], encoding: .utf8)
    for part in [
      "<VOTABLE version=\"1.4\"", "<COOSYS ID=\"sky\" system=\"eq_FK5\" equinox=\"J2000\"/>",
      "<FIELD name=\"ra\" datatype=\"double\" unit=\"deg\" ucd=\"pos.eq.ra;meta.main\" ref=\"sky\">",
      "<VALUES null=\"-1\"/>", "<TD>\u{E9}toile &lt;&amp;&gt;\\u{1}</TD><TD>-1</TD><TD>NaN</TD>",
    ] { #expect(text.contains(part), "\(part)") }
  }

  @Test func sameRowsSameBytes() throws {
    let folder = try TemporaryFolder()
    for ending in CatalogueFormat.allCases.map(\.rawValue) {
      let paths = try ["a", "b"].map { try Self.write([$0 + ending], in: folder)[0] }
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: paths[0]))
          == Data(contentsOf: URL(fileURLWithPath: paths[1])), "\(ending)")
    }
  }

  @Test func anUnfinishedCatalogueLeavesNothing() throws {
    let folder = try TemporaryFolder()
    do {
      let writer = try CatalogueWriter(
        CatalogueFormat.allCases.map { folder.file("c" + $0.rawValue) }, columns: Self.columns)
      try writer.write(Self.rows)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("")).isEmpty)
  }

  @Test func aCatalogueOfNoRowsIsWhole() throws {
    let folder = try TemporaryFolder()
    let paths = CatalogueFormat.allCases.map { folder.file("c" + $0.rawValue) }
    try CatalogueWriter(paths, columns: Self.columns).finish()
    for path in paths {
      let reader = try CatalogueFile.open(path)
      #expect(reader.columns.count >= Self.columns.count)
      var rows = 0
      try reader.forEachRow([0]) { _ in rows += 1 }
      #expect(rows == 0)
    }
  }

  @Test(arguments: [
    ("column 'id'", [CatalogueValue.text(String(repeating: "x", count: 25))]),
    ("column 'id'", [.integer(1)]),
    ("column 'object'", [.none, .integer(-1)]),
    ("column 'group'", [.none, .none, .none, .none, .integer(1 << 40)]),
  ])
  func whatAColumnCannotHoldIsRefused(says: String, start: [CatalogueValue]) throws {
    let folder = try TemporaryFolder()
    let writer = try CatalogueWriter([folder.file("c.csv")], columns: Self.columns)
    let row = start + Self.rows[0].dropFirst(start.count)
    let failure = #expect(throws: Failure.self) { try writer.write([row]) }
    #expect(failure?.description.contains(says) == true)
  }

  @Test(arguments: ["", "1st", "a b", "k-means", "RA"])
  func namesThatNoFormatHasAreRefused(_ name: String) throws {
    let folder = try TemporaryFolder()
    #expect(throws: Failure.self) {
      try CatalogueWriter(
        [folder.file("c.csv")],
        columns: [.init("ra", .double, ""), .init(name, .double, "")])
    }
  }
}

/// Programs of others judge what we write, where they are installed.
struct CatalogueJudges {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Tools/check-catalogue.sh").path

  private static let hasJudge: Bool = {
    let judges = ["fitsverify", "stilts", "ogrinfo"].map { "command -v \($0)" }
    let astropy = "\"${FACIES_PYTHON:-python3}\" -c 'import astropy'"
    let line = (judges + [astropy]).joined(separator: " || ")
    if (try? BuiltCommand.shell("{ \(line)\n} >/dev/null 2>&1"))?.isSuccess == true { return true }
    print("skipped: nothing here can judge catalogues")
    return false
  }()

  @Test(.enabled(if: hasJudge)) func cataloguesAreClean() throws {
    let folder = try TemporaryFolder()
    let paths = try CatalogueWriterTests.write(
      CatalogueFormat.allCases.map { "c" + $0.rawValue }, in: folder)
    let list = paths.map { "'\($0)'" }.joined(separator: " ")
    let outcome = try BuiltCommand.shell("'\(Self.script)' \(list)", timeout: 300)
    #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
  }
}
