import Jobs
import RasterIO
import Rasters
import Settings
import TestSupport
import Testing

@testable import MapTools

/// Which units become one, and the map that comes of it.
@Suite struct MergingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let tree = "2+3:0.5 4+5:0.75 1+2:1.5 1+4:3.0"

  private func fine(tree: String? = tree) throws -> String {
    try DrawnMap(
      """
      0111
      1223
      4533
      4455
      """, names: [1: "Water", 2: "Sand"],
      metadata: tree.map { ["FACIES_TREE": $0, "FACIES_SCENE": "lake", "OTHER": "x"] } ?? [:]
    ).write(to: folder.file("fine.tif"))
  }

  @Test(arguments: [
    (1, "0111\n1111\n1111\n1111", "1+2+3+4+5", ""),
    (2, "0111\n1111\n2211\n2222", "1+2+3 4+5", "1+2:3.0"),
    (3, "0111\n1222\n3322\n3333", "1 2+3 4+5", "1+2:1.5 1+3:3.0"),
    (4, "0111\n1222\n3422\n3344", "1 2+3 4 5", "3+4:0.75 1+2:1.5 1+3:3.0"),
  ])
  func theHierarchyIsCut(_ count: Int, _ map: String, _ members: String, _ tree: String) throws {
    let out = folder.file("coarse.tif")
    let report = try Facies.merge(map: fine(), to: out, by: .count(count))
    #expect(try DrawnMap.text(of: out) == map)
    #expect(report.groups.map(\.unit) == Array(1...count))
    let dataset = try LabelMap(path: out).dataset
    #expect(dataset.metadataItem("FACIES_MERGED") == members)
    #expect(dataset.metadataItem("FACIES_TREE") ?? "" == tree)
    #expect(dataset.metadataItem("FACIES_SCENE") == "lake")
    #expect(dataset.metadataItem("OTHER") == nil)
  }

  /// Names are put together; a union has the colour of its largest part: 3 has three pixels, 2 two.
  @Test func aUnionHasNameColourAndArea() throws {
    let out = folder.file("coarse.tif")
    let report = try Facies.merge(map: fine(), to: out, by: .count(3))
    #expect(report.groups.map(\.name) == ["Water", "Sand + Unit 3", "Units 4 and 5"])
    #expect(report.groups.map(\.members) == [[1], [2, 3], [4, 5]])
    #expect(report.groups.map(\.pixels) == [4, 5, 6])
    #expect(report.groups.map(\.hectares) == [4, 5, 6])
    let dataset = try LabelMap(path: out).dataset
    #expect(
      dataset.bands[0].categories == ["no data", "Water", "Sand + Unit 3", "Units 4 and 5"])
    #expect(dataset.palette[1] == DrawnMap.colour(1) && dataset.palette[2] == DrawnMap.colour(3))
    #expect(Files.exists(folder.file("coarse.qml")))
  }

  @Test func unitsAreJoinedByHand() throws {
    let out = folder.file("joined.tif")
    let report = try Facies.merge(
      map: fine(tree: nil), to: out, by: .joined([[5, 1], [4, 2]]))
    #expect(report.groups.map(\.members) == [[1, 5], [2, 4], [3]])
    #expect(try DrawnMap.text(of: out) == "0111\n1223\n2133\n2211")
    #expect(try LabelMap(path: out).dataset.metadataItem("FACIES_TREE") ?? "" == "")
  }

  static let refusals: [(UnitMerging, String)] = [
    (.count(0), "units is 0; 'm.tif' has 3 units: give from 1 to 2"),
    (.count(3), "units is 3; 'm.tif' has 3 units: give from 1 to 2"),
    (.joined([[1]]), "join needs two units or more, such as 2,3"),
    (.joined([[]]), "join needs two units or more, such as 2,3"),
    (.joined([[1, 9]]), "'m.tif' has no unit 9; it has 1, 2, 4"),
    (.joined([[1, 2], [2, 4]]), "unit 2 comes twice in join"),
    (.joined([[1, 1]]), "unit 1 comes twice in join"),
  ]

  @Test(arguments: refusals) func refuses(_ merging: UnitMerging, _ message: String) throws {
    let error = try #require(throws: Failure.self) {
      try merging.names([1, 2, 4], tree: UnitTree("1+2:1 1+4:2"), map: "m.tif")
    }
    #expect(error.description == message && error.exitCode == 2)
  }

  @Test func withoutHierarchyAPersonMustSay() throws {
    let error = try #require(throws: Failure.self) {
      try UnitMerging.count(1).names([1, 2], tree: nil, map: "m.tif")
    }
    #expect(error.description.contains("say which to join with join 2,3") && error.exitCode == 2)
  }

  /// A hierarchy of another map that does not know unit 9.
  @Test func aHierarchyThatLacksAUnitIsSaid() throws {
    let tree = UnitTree("1+2:1")
    #expect(
      try UnitMerging.count(2).names([1, 2, 9], tree: tree, map: "m.tif") == [1: 1, 2: 1, 9: 9])
    #expect(
      throws: Failure(
        "'m.tif' can be read with 2 units at the least: its hierarchy does not know some")
    ) { try UnitMerging.count(1).names([1, 2, 9], tree: tree, map: "m.tif") }
  }

  @Test(
    arguments: [
      (nil, ["2,3"], [[2, 3]]), (nil, ["2,3", "1,4,5"], [[2, 3], [1, 4, 5]]), (4, [], nil),
    ] as [(Int?, [String], [[Int]]?)])
  func whatWasTypedIsAMerging(_ units: Int?, _ join: [String], _ groups: [[Int]]?) throws {
    let merging = try UnitMerging.checked(units: units, join: join)
    #expect(merging == groups.map { .joined($0) } ?? .count(4))
  }

  @Test(
    arguments: [
      (nil, [], "give one of units and join"), (3, ["1,2"], "give one of units and join"),
      (nil, ["1,x"], "'1,x' is no list of units, such as 2,3"),
      (nil, ["1;2"], "'1;2' is no list of units, such as 2,3"),
      (nil, ["1, 2"], "'1, 2' is no list of units, such as 2,3"),
    ] as [(Int?, [String], String)])
  func whatWasTypedIsNone(_ units: Int?, _ join: [String], _ message: String) throws {
    let error = try #require(throws: Failure.self) {
      try UnitMerging.checked(units: units, join: join)
    }
    #expect(error.description == message && error.exitCode == 2)
  }
}
