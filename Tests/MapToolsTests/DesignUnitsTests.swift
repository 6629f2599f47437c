import Assessment
import Jobs
import RasterIO
import Rasters
import TestSupport
import Testing
import Vectors

@testable import MapTools

/// Numbers and names of a design on a map that was changed after it was drawn.
@Suite struct DesignUnitsTests {
  private static let strata = [
    Stratum(unit: 1, name: "Shale", pixels: 4), Stratum(unit: 2, name: "Unit 2", pixels: 4),
    Stratum(unit: 3, name: "Unit 3", pixels: 4), Stratum(unit: 4, name: "Tuff", pixels: 4),
  ]

  private static func units(_ merged: String?, _ map: [Int: [Int]]) -> DesignUnits {
    DesignUnits(
      strata, merged: merged,
      pairs: map.flatMap { unit, others in others.map { (design: unit, map: $0) } })
  }

  static let cases: [(String?, [Int: [Int]], [Int?])] = [
    // The same map, and one that a sieve has changed here and there.
    (nil, [1: [1], 2: [2], 3: [3], 4: [4]], [1, 2, 3, 4]),
    (nil, [1: [1, 1, 2], 2: [2, 2, 2], 3: [3, 1, 3], 4: [4]], [1, 2, 3, 4]),
    // Merged once, twice, and before the design was drawn.
    ("1+2 3 4", [1: [1], 2: [1], 3: [2], 4: [3]], [1, 1, 2, 3]),
    ("1+2 3 4; 1 2+3", [1: [1], 2: [1], 3: [2], 4: [2]], [1, 1, 2, 2]),
    ("1+9 2 3 4", [1: [1], 2: [2], 3: [3], 4: [4]], [1, 2, 3, 4]),
    ("1 2 3 4 5+6; 1 2+3 4", [1: [1], 2: [2], 3: [2], 4: [3]], [1, 2, 2, 3]),
    // Fitted anew: the numbers mean something else.
    (nil, [1: [3], 2: [4], 3: [1], 4: [2]], [nil, nil, nil, nil]),
    ("1+2 3 4", [1: [3], 2: [3], 3: [1], 4: [1]], [nil, nil, nil, nil]),
  ]

  @Test(arguments: cases)
  func unitsAreFoundAgain(_ merged: String?, _ map: [Int: [Int]], _ numbers: [Int?]) {
    let units = Self.units(merged, map)
    #expect((1...4).map(units.mapUnit) == numbers)
    #expect(units.areKnown == (numbers[0] != nil))
  }

  @Test(arguments: [
    ("3", 3), ("3.0", 3), ("Unit 3", 3), ("unit 3", 3), ("9", nil), ("Unit 9", nil), ("Tuff", nil),
    ("2.5", nil), ("Unit", nil),
  ])
  func numbersAreThoseOfTheDesign(_ text: String, _ unit: Int?) {
    #expect(Self.units(nil, [:]).number(in: text) == unit)
  }

  /// Sixteen points, each filled in with what the map of the design shows there: whatever is
  /// done with the map, every answer is right.
  @Test(arguments: [[[2, 3]], [[1, 4]], [[1, 2], [3, 4]], [[2, 4]]])
  func aMergedMapIsAsRight(_ groups: [[Int]]) throws {
    let folder = try TemporaryFolder()
    let fine = try DrawnMap(
      "1122\n1122\n3344\n3344", names: [1: "Shale", 4: "Tuff"]
    ).write(to: folder.file("fine.tif"))
    for (index, answer) in ["number", "name"].enumerated() {
      let samples = try Self.filled(folder.file("s\(index).gpkg"), map: fine, answer: answer)
      let before = try Facies.assess(map: fine, samples: samples)
      #expect(before.overallAccuracy.value == 1 && before.visited == 16)
      let coarse = folder.file("coarse\(index).tif")
      try Facies.merge(map: fine, to: coarse, by: .joined(groups))
      let after = try Facies.assess(map: coarse, samples: samples)
      #expect(after.overallAccuracy.value == 1 && after.visited == 16)
      #expect(after.classes.count == 4 - groups.count)
    }
  }

  /// On a map with other units numbers say nothing; names of its classes do.
  @Test func numbersOnAnotherMapAreRefused() throws {
    let folder = try TemporaryFolder()
    let map = try DrawnMap("1122\n1122\n3344\n3344").write(to: folder.file("map.tif"))
    let other = try DrawnMap("3344\n3344\n2211\n2211").write(to: folder.file("other.tif"))
    let samples = try Self.filled(folder.file("s.gpkg"), map: map, answer: "number")
    let error = try #require(throws: Failure.self) {
      try Facies.assess(map: other, samples: samples)
    }
    #expect(error.description.contains("are not those of the map that '\(samples)' was drawn from"))
  }

  /// A design of all pixels of a map whose points say what is there.
  private static func filled(_ path: String, map: String, answer: String) throws -> String {
    let source = try MapStrata(path: map)
    let grid = source.map.grid
    let transform = try #require(grid.transform)
    let labels = try source.map.labels(in: grid.extent, width: grid.width, height: grid.height)
    let names = Dictionary(uniqueKeysWithValues: source.strata.map { ($0.unit, $0.name) })
    let writer = try VectorWriter(path: path)
    try writer.addPointLayer(
      SampleFile.samples, of: grid,
      fields: [.init("id", .integer), .init(SampleFile.reference, .text)])
    for (index, label) in labels.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: grid.width)
      let place = transform.apply(column: Double(column) + 0.5, row: Double(row) + 0.5)
      let text = answer == "number" ? "\(label)" : names[Int(label)] ?? ""
      try writer.write(x: place.x, y: place.y, [.integer(index + 1), .text(text)])
    }
    try writer.addTable(
      SampleFile.design, fields: [.init("id", .integer), .init("unit", .integer)])
    for (index, label) in labels.enumerated() {
      try writer.write(row: [.integer(index + 1), .integer(Int(label))])
    }
    try writer.addTable(
      SampleFile.strata,
      fields: [.init("unit", .integer), .init("name", .text), .init("pixels", .integer64)])
    for stratum in source.strata {
      try writer.write(
        row: [.integer(stratum.unit), .text(stratum.name), .integer(stratum.pixels)])
    }
    try writer.finish()
    return path
  }
}
