import Jobs
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import MapTools

/// What changed between two maps, counted by hand.
@Suite struct ChangeTests {
  private let folder: TemporaryFolder
  private let out: String

  init() throws {
    folder = try TemporaryFolder()
    out = folder.file("change")
  }

  private func compare(
    _ first: String, _ second: String, byNumber: Bool = false, names: [Int: String] = [:]
  ) throws -> ChangeReport {
    try Facies.compare(
      DrawnMap(first, names: names).write(to: folder.file("a.tif")),
      DrawnMap(second, names: names).write(to: folder.file("b.tif")), into: out,
      byNumber: byNumber, overwrite: true)
  }

  private var raster: String { get throws { try DrawnMap.text(of: out + "/change.tif") } }

  /// 5 is 1 and 7 is 2; one pixel went each way.
  @Test func unitsAreMatchedByThePixelsInCommon() throws {
    let report = try compare("1122\n1122", "5577\n5775")
    #expect(report.matches.map(\.from.unit) == [1, 2] && report.matches.map(\.to.unit) == [5, 7])
    #expect(report.matches.map(\.pixels) == [3, 3])
    #expect(report.pixels == 8 && report.changedPixels == 2 && report.unchangedPixels == 6)
    #expect(report.changedPercent == 25 && report.changedHectares == 2)
    #expect(report.transitions.map(\.value) == [2, 3])
    #expect(report.transitions.map(\.becomes.name) == ["Unit 2", "Unit 1"])
    #expect(report.matrix == [[3, 1], [1, 3]])
    #expect(report.matchedBy == "pixels in common")
    #expect(try raster == "1111\n1213")
  }

  @Test func renumberedUnitsAreNoChange() throws {
    let report = try compare("1223\n0331\n1123", "8449\n0998\n8849")
    #expect(report.changedPixels == 0 && report.pixels == 11 && report.matches.count == 3)
    #expect(report.transitions.isEmpty && report.vanished.isEmpty && report.appeared.isEmpty)
    #expect(try raster == "1111\n0111\n1111")
  }

  @Test func numbersCountWhereAsked() throws {
    let report = try compare("1122\n1122", "2211\n2213", byNumber: true)
    #expect(report.changedPixels == 8 && report.matchedBy == "numbers")
    #expect(report.appeared.map(\.unit) == [3])
    // By their pixels, then by their units: 1 to 2 has four, 2 to 1 three, 2 to 3 one.
    #expect(
      report.transitions.map { [$0.from.unit, $0.to.unit, $0.pixels] } == [
        [1, 2, 4], [2, 1, 3], [2, 3, 1],
      ])
    #expect(report.transitions.last?.becomes.name == "Unit 3 (new)")
    #expect(try raster == "2233\n2234")
  }

  @Test func whatOneMapLacksIsNoChange() throws {
    let report = try compare("1100\n2222", "1033\n2200")
    #expect(report.pixels == 3 && report.changedPixels == 0)
    #expect(report.onlyFirst == 3 && report.onlySecond == 2)
    #expect(try raster == "1000\n1100")
  }

  @Test func tablesAreWritten() throws {
    _ = try compare("1122\n1122", "5577\n5775", names: [1: "Water, deep", 2: "=sand"])
    #expect(
      Files.names(in: out)
        == [
          "change.qml", "change.tif", "change.tif.aux.xml", "changes.csv", "compare.json",
          "matrix.csv",
        ])
    #expect(
      try Files.text(out + "/matrix.csv")
        == "from / to,5 Unit 5,7 Unit 7\n\"1 Water, deep\",3,1\n2 =sand,1,3\n")
    #expect(
      try Files.text(out + "/changes.csv").split(separator: "\n").dropFirst().map(String.init) == [
        "2,1,\"Water, deep\",7,Unit 7,'=sand,1,1,12.5000",
        "3,2,'=sand,5,Unit 5,\"Water, deep\",1,1,12.5000",
      ])
    #expect(
      try LabelMap(path: out + "/change.tif").categories.map(\.name)
        == ["no data", "unchanged", "Water, deep to =sand", "=sand to Water, deep"])
  }

  /// The second map begins elsewhere and has pixels of half the size.
  @Test func gridsMeetOnTheGround() throws {
    let first = try DrawnMap("12\n34").write(to: folder.file("a.tif"))
    var second = try DrawnMap("999999\n911229\n911229\n933449\n933449")
    second.grid = try RasterFixture.utm(6, 5, left: 499_950, top: 6_500_050, pixel: 50, epsg: 6933)
    let report = try Facies.compare(
      first, second.write(to: folder.file("b.tif")), into: out)
    #expect(report.pixels == 4 && report.changedPixels == 0)
    #expect(report.alignment == "nearest neighbour by place")
  }

  @Test func mapsWithNothingInCommonAreRefused() throws {
    let first = try DrawnMap("12").write(to: folder.file("a.tif"))
    var far = try DrawnMap("12")
    far.grid = try RasterFixture.utm(2, 1, left: 900_000, pixel: 100, epsg: 6933)
    let second = try far.write(to: folder.file("b.tif"))
    #expect(throws: Failure("'\(first)' and '\(second)' have no mapped pixel in common")) {
      try Facies.compare(first, second, into: out)
    }
    #expect(!Files.exists(out))
  }

  @Test func aJobThatIsBrokenOffLeavesNothing() throws {
    let first = try DrawnMap("12").write(to: folder.file("a.tif"))
    let control = RunControl(
      progress: { stage, _ in #expect(stage == "comparing") },
      checkpoint: { throw Failure("stop") })
    #expect(throws: Failure("stop")) {
      try Facies.compare(first, first, into: out, control: control)
    }
    #expect(!Files.exists(out))
  }
}

/// Counts and values of changes.
@Suite struct ChangeCodesTests {
  /// Every one of 17 units on every other, one pixel each, by number: 272 changes.
  private func analysis() throws -> ChangeAnalysis {
    let folder = try TemporaryFolder()
    let (a, b) = (folder.file("a.tif"), folder.file("b.tif"))
    let grid = try RasterFixture.utm(17, 17, pixel: 100, epsg: 6933)
    try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: 0) { _, _, row in
      Float(row + 1)
    }
    .write(to: a)
    try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: 0) { _, column, _ in
      Float(column + 1)
    }
    .write(to: b)
    let pair = try MapPair(LabelMap(path: a), LabelMap(path: b))
    return try ChangeAnalysis(pair, pair.tally(RunControl()), byNumber: true)
  }

  /// A byte has room for 253 changes; the rest share a value.
  @Test func theLastValueIsShared() throws {
    let analysis = try analysis()
    #expect(analysis.changes.count == 272)
    let codes = ChangeCodes(analysis)
    #expect(codes.code[ChangeTally.slot(3, 3)] == 1 && codes.code[ChangeTally.slot(0, 3)] == 0)
    #expect(codes.code[ChangeTally.slot(1, 2)] == 2 && codes.code[ChangeTally.slot(1, 17)] == 17)
    // Sixteen changes of each unit: the 253rd is the 13th of unit 16, to unit 13.
    #expect(codes.code[ChangeTally.slot(16, 13)] == 254)
    #expect(
      codes.code[ChangeTally.slot(16, 14)] == 255 && codes.code[ChangeTally.slot(17, 1)] == 255)
    #expect(codes.legend.entries.count == 255)
    #expect(codes.legend.entries.first?.pixelCount == 17)
    #expect(codes.legend.entries.last?.name == "other changes")
    #expect(codes.legend.entries.last?.pixelCount == 19)
    #expect(codes.legend.entries.last?.hectares == 19)
  }

  @Test func largeNumbersAreRefused() throws {
    var tally = ChangeTally()
    #expect(
      throws: Failure("a map with the value 256 cannot be compared: units end at 255")
    ) { try tally.add(row: [1, 256], [1, 1], areas: nil) }
  }

  @Test func noDataIsNoUnit() throws {
    var tally = ChangeTally()
    try tally.add(row: [0, 4, 4, 0], [9, 0, 5, 0], areas: RowAreas(alike: 2))
    #expect(tally.fromUnits == [4] && tally.toUnits == [5, 9])
    #expect(tally.pixels[ChangeTally.slot(0, 0)] == 1)
    #expect(tally.hectares[ChangeTally.slot(4, 5)] == 2)
  }
}
