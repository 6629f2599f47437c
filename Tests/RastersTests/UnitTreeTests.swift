import Foundation
import Rasters
import Testing

@Suite struct UnitTreeTests {
  private static let text = "3+4:0.5 1+2:0.75 3+5:1.0 1+3:4.0"

  private func tree() throws -> UnitTree { try #require(UnitTree(Self.text)) }

  @Test func readsWhatItWrites() throws {
    let tree = try tree()
    #expect(tree.description == Self.text)
    #expect(tree.merges.count == 4)
    let data = try JSONEncoder().encode(tree)
    #expect(try JSONDecoder().decode(UnitTree.self, from: data) == tree)
  }

  @Test(arguments: [
    (5, [1: 1, 2: 2, 3: 3, 4: 4, 5: 5]),
    (4, [1: 1, 2: 2, 3: 3, 4: 3, 5: 5]),
    (3, [1: 1, 2: 1, 3: 3, 4: 3, 5: 5]),
    (2, [1: 1, 2: 1, 3: 3, 4: 3, 5: 3]),
    (1, [1: 1, 2: 1, 3: 1, 4: 1, 5: 1]),
  ])
  func isCut(_ count: Int, _ groups: [Int: Int]) throws {
    #expect(try tree().groups(of: [1, 2, 3, 4, 5], count: count) == groups)
  }

  /// Units that a map lacks are passed over, and what is asked for comes out.
  @Test func unitsWithoutPixelsDoNotCount() throws {
    let tree = try tree()
    #expect(tree.groups(of: [2, 4, 5], count: 2) == [2: 2, 4: 4, 5: 4])
    #expect(tree.groups(of: [2, 4, 5], count: 1) == [2: 2, 4: 2, 5: 2])
    #expect(tree.groups(of: [1, 9], count: 1) == [1: 1, 9: 9])
  }

  @Test(arguments: [
    "1+1:1", "2+1:1", "0+1:1", "1+65536:1", "1+2:nan", "1+2:2 1+3:1", "1+2:1 2+3:2",
    "1+3:1 2+3:2", "1+2", "1:2", "a+b:1", "1+2:1:1", "1+2+3:1",
  ])
  func refusesWhatIsNoHierarchy(_ text: String) {
    #expect(UnitTree(text) == nil)
    #expect(UnitTree("")?.merges.isEmpty == true)
  }

  @Test func damagedJSONIsAnError() {
    let data = Data(#"[{"kept": 2, "gone": 1, "height": 0}]"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(UnitTree.self, from: data) }
  }

  // MARK: groups

  private static let legend = Legend(
    entries: [
      (1, "Unit 1", 10), (2, "Unit 2", 30), (3, "Basalt", 5), (4, "Dune sand", 9),
      (5, "Basalt", 1),
    ].map { value, name, pixels in
      LegendEntry(
        value: value, name: name, colour: RGB(UInt8(value), 0, 0), pixelCount: pixels,
        hectares: Double(pixels) / 2)
    })

  @Test func groupsHaveNamesColoursAndSizes() {
    let groups = UnitGroups(names: [1: 1, 2: 1, 3: 3, 4: 3, 5: 5])
    #expect(groups.text == "1+2 3+4 5")
    #expect(groups.number == [1: 1, 2: 1, 3: 2, 4: 2, 5: 3])
    let legend = groups.legend(Self.legend)
    #expect(legend.entries.map(\.name) == ["Units 1 and 2", "Basalt + Dune sand", "Basalt"])
    #expect(legend.entries.map(\.colour.red) == [2, 4, 5])
    #expect(legend.entries.map(\.pixelCount) == [40, 14, 1])
    #expect(legend.entries.map(\.hectares) == [20, 7, 0.5])
    let basalts = UnitGroups(names: [1: 1, 2: 2, 3: 3, 4: 4, 5: 3])
    #expect(basalts.legend(Self.legend).entries[2].name == "Basalt")
  }

  /// Merging what has been merged names the first map's units.
  @Test func namesDoNotNest() {
    let once = UnitGroups(names: [1: 1, 2: 1, 3: 3, 4: 4]).legend(
      Legend(
        entries: (1...4).map { LegendEntry(value: $0, name: "Unit \($0)", colour: RGB(0, 0, 0)) }))
    #expect(once.entries.map(\.name) == ["Units 1 and 2", "Unit 3", "Unit 4"])
    let twice = UnitGroups(names: [1: 1, 2: 2, 3: 1]).legend(once)
    #expect(twice.entries.map(\.name) == ["Units 1, 2 and 4", "Unit 3"])
  }

  @Test func veryManyNamesAreCutShort() {
    let legend = Legend(
      entries: (1...9).map {
        LegendEntry(
          value: $0, name: "\($0) " + String(repeating: "x", count: 40), colour: RGB(0, 0, 0))
      })
    let names = Dictionary(uniqueKeysWithValues: (1...9).map { ($0, 1) })
    #expect(UnitGroups(names: names).legend(legend).entries[0].name.hasSuffix(" and 8 more"))
  }

  @Test func theHierarchyGoesOnAboveTheGroups() throws {
    let tree = try tree()
    let groups = UnitGroups(names: tree.groups(of: [1, 2, 3, 4, 5], count: 3))
    #expect(tree.coarsened(groups)?.description == "2+3:1.0 1+2:4.0")
    // By hand, across the hierarchy.
    let joined = UnitGroups(names: [1: 1, 4: 1, 2: 2, 3: 3, 5: 5])
    #expect(tree.coarsened(joined)?.description == "1+3:0.5 1+2:0.75 1+4:1.0")
    #expect(tree.coarsened(UnitGroups(names: [1: 1, 2: 1, 3: 1, 4: 1, 5: 1])) == nil)
  }
}
